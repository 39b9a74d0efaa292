#pragma once
// The alerts of others over HTTP.

#include "server/reception.h"

namespace heed::alerts {

/// /api/v1/alerts: those that were heard, each with its standing and its bytes; pushed ones are heard there too.
/// /api/v1/feeds: how it goes with those that are listened to.
void add_routes(http::Router& router, server::Reception& reception);

}  // namespace heed::alerts
