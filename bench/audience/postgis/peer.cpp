#include "bench/audience/postgis/peer.h"

#include <cstdio>
#include <cstdlib>

#include "bench/audience/postgis/forms.h"
#include "core/text.h"

namespace heed::postgis {
namespace {

// Why ST_SetSRID: it makes a flat copy. As it stands in the table an outline is kept apart and compressed, and every
// test of a point would fetch it again.
// Why a plan that is kept: planning anew takes 0.1 ms each time, and PostGIS shall not pay for it.
constexpr std::string_view functions = R"sql(
SET plan_cache_mode = force_generic_plan;
SET enable_seqscan = off;
CREATE FUNCTION answers(which int, times int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE part geometry; ids int[]; total bigint := 0;
BEGIN
  FOR part IN SELECT ST_SetSRID(geom, 4326) FROM parts WHERE area = which LOOP
    FOR i IN 1..times LOOP
      SELECT array_agg(id) INTO ids FROM places WHERE ST_Covers(part, geom);
      total := total + coalesce(cardinality(ids), 0);
    END LOOP;
  END LOOP;
  RETURN total;
END $$;
CREATE FUNCTION digest_of(which int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE part geometry; ids int[]; all_ids int[] := '{}';
BEGIN
  FOR part IN SELECT ST_SetSRID(geom, 4326) FROM parts WHERE area = which LOOP
    SELECT array_agg(id) INTO ids FROM places WHERE ST_Covers(part, geom);
    all_ids := all_ids || coalesce(ids, '{}');
  END LOOP;
  RETURN (SELECT encode(sha256(coalesce(string_agg(int4send(id), ''::bytea ORDER BY id), ''::bytea)), 'hex')
          FROM unnest(all_ids) AS id);
END $$;
)sql";

void say(std::string_view words) { std::fprintf(stderr, "audience: %s\n", std::string(words).c_str()); }

double number(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

std::size_t buffers_mb(std::size_t places) { return 256 + places * 160 / 1'000'000; }

}  // namespace

Result<std::unique_ptr<Peer>> Peer::start(const std::string& folder, std::span<const area::Position> places) {
  say("starting a PostgreSQL of our own");
  TRY(auto server, Server::start(folder, buffers_mb(places.size())));
  TRY(auto session, server->connect());
  std::unique_ptr<Peer> peer(new Peer(std::move(server), std::move(session)));
  TRY(const auto backend, peer->session_.ask("SELECT pg_backend_pid();"));
  peer->backend_ = static_cast<pid_t>(number(backend));
  TRY(peer->version_, peer->session_.ask("SELECT 'PostgreSQL ' || current_setting('server_version_num')::int / 10000"
                                         " || ', PostGIS ' || postgis_lib_version();"));
  TRY(peer->load(places));
  TRY(peer->session_.ask(functions));
  return peer;
}

Result<void> Peer::load(std::span<const area::Position> places) {
  TRY(
      session_.ask("CREATE UNLOGGED TABLE arrived (id int, geom geometry(Point, 4326));"
                   "CREATE TABLE parts (area int, geom geometry);"));
  std::size_t tenths = 0;
  const auto tell = [&](std::size_t done) {
    if (done * 10 < (tenths + 1) * places.size()) return;
    tenths = done * 10 / places.size();
    say(cat("loading places into PostGIS: ", tenths * 10, " %"));
  };
  TRY(server_->copy("arrived", rows(places, tell)));
  TRY(const auto before, spent());
  say("sorting them into the order of the index");
  TRY(session_.ask("CREATE UNLOGGED TABLE places AS SELECT * FROM arrived ORDER BY geom; DROP TABLE arrived;"));
  say("building the GiST index");
  TRY(session_.ask("CREATE INDEX places_geom ON places USING gist (geom);"));
  TRY(const auto after, spent());
  index_seconds_ = after - before;
  TRY(session_.ask("VACUUM ANALYZE places;"));
  TRY(const auto bytes, session_.ask("SELECT pg_table_size('places') + pg_relation_size('places_geom');"));
  bytes_per_place_ = number(bytes) / static_cast<double>(places.size());
  return {};
}

Result<std::size_t> Peer::add(const area::Area& area) {
  TRY(session_.ask(cat("INSERT INTO parts SELECT ", areas_, ", (ST_Dump(ST_WrapX('", ewkb_hex(area),
                       "'::geometry, 180, -360))).geom;")));
  return areas_++;
}

Result<double> Peer::seconds_to_answer(std::size_t area, std::size_t times) {
  TRY(const auto before, spent());
  TRY(session_.ask(cat("SELECT answers(", area, ", ", times, ");")));
  TRY(const auto after, spent());
  return (after - before) / static_cast<double>(times);
}

Result<std::string> Peer::digest(std::size_t area) { return session_.ask(cat("SELECT digest_of(", area, ");")); }

}  // namespace heed::postgis
