// The land of the map as one static file, made from Natural Earth (public domain; npm world-atlas, 1:50 million).
// Why re-cut: world-atlas is stitched over the antimeridian, and a flat map would draw bands across Russia, Fiji and Antarctica.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoArea, geoCentroid, geoEquirectangular } from 'd3-geo';
import { geoProject } from 'd3-geo-projection';
import { feature, mesh } from 'topojson-client';

const atlas = (name) => JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`world-atlas/${name}-50m.json`), 'utf8'));
const flat = (shape) => geoProject(shape, geoEquirectangular().reflectY(true).scale(180 / Math.PI).translate([0, 0]));

/** A line as steps in hundredths of a degree, the first from 0,0: a third of the size of GeoJSON. The source is coarser than that. */
function steps(line) {
  const out = [];
  let [x, y] = [0, 0];
  for (const [lon, lat] of line) {
    const [east, north] = [Math.round(lon * 100), Math.round(lat * 100)];
    if (out.length && east === x && north === y) continue;
    out.push(east - x, north - y);
    [x, y] = [east, north];
  }
  return out;
}

/** Where a country's name stands: in the middle of its largest part. */
function label(country) {
  const parts = country.geometry.type === 'Polygon' ? [country.geometry.coordinates] : country.geometry.coordinates;
  const [largest] = parts.map((coordinates) => ({ type: 'Polygon', coordinates })).sort((a, b) => geoArea(b) - geoArea(a));
  const [lon, lat] = geoCentroid(largest);
  return [Math.round(lon * 100) / 100, Math.round(lat * 100) / 100, country.properties.name, Math.round(geoArea(largest) * 1e5)];
}

export function landFile() {
  const [land, countries] = [atlas('land'), atlas('countries')];
  const cut = flat(feature(land, land.objects.land)).features.flatMap(({ geometry }) => geometry.coordinates);
  const borders = flat(mesh(countries, countries.objects.countries, (a, b) => a !== b)).coordinates;
  const named = feature(countries, countries.objects.countries).features.map(label).sort((a, b) => b[3] - a[3]);
  return JSON.stringify({ land: cut.map((rings) => rings.map(steps)), borders: borders.map(steps), names: named.map(([lon, lat, name]) => [lon, lat, name]) });
}

/** For Vite: the file beside the built pages, and the same while developing. */
export function land() {
  let made;
  return {
    name: 'land',
    configureServer(server) {
      server.middlewares.use('/land.json', (_, response) => response.setHeader('Content-Type', 'application/json').end((made ??= landFile())));
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'land.json', source: landFile() });
    },
  };
}
