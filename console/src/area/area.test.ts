import { describe, expect, it } from 'vitest';
import { areaOf, areaText, parse, toArea, toText } from './area';
import { distance, fromMap, isMovable, outline, roundKm, shifts, unwrapped, type Point } from './geometry';
import { shapesIn } from './paste';

const shapesOf = (text: string) => parse(text).shapes;

describe('the text of an area', () => {
  it.each([
    ['a polygon', '55.8,37.35 55.8,37.43 55.85,37.43 55.8,37.35'],
    ['a circle', '55.8258,37.3903 2'],
    ['a circle at a spot', '55.8258,37.3903 0'],
    ['both, in their order', '55.8258,37.3903 2.5\n1,2 1,3 2,3 1,2\n-1,-2 0.05'],
    ['a polygon with two holes', '0,0 0,10 10,10 0,0\nwithout 1,2 1,3 2,4 1,2\nwithout 3,4 3,5 4,5 3,4'],
    ['over the antimeridian, as it was written', '-17,177 -17,-179 -19,-179 -17,177\n-17,177 -17,181.5 -19,181.5 -17,177'],
    ['seven decimals', '0.0000001,-0.0000001 0.000001'],
  ])('%s is the same after it was read and written', (_, text) => {
    expect(parse(text).troubles).toEqual([]);
    expect(toText(shapesOf(text))).toBe(text);
    expect(areaText(toArea(shapesOf(text))).split('\n').sort()).toEqual(text.split('\n').sort());
  });

  it('an_open_outline_is_closed_and_any_white_space_is_read', () => {
    expect(toText(shapesOf(' 1,2\t1,3   2, 3 '))).toBe('1,2 1,3 2,3 1,2');
    expect(toText(shapesOf('1,2\n1,3\n2,3\n5,5 7'))).toBe('1,2 1,3 2,3 1,2\n5,5 7');
    expect(toText(shapesOf('5,5 7; 6,6 8'))).toBe('5,5 7\n6,6 8');
  });

  it.each([
    ['1,2 1,x 2,3', 'no_number'], ['1,2 about', 'no_number'], ['91,2 1,3 2,3', 'latitude'], ['1,211 1,3 2,3', 'longitude'], ['1,181 3', 'longitude'],
    ['1,2 1,3', 'few'], ['1,2', 'few'], ['1,2 -1', 'radius'], ['1,2 20005', 'radius'], ['without 1,2 1,3 2,3', 'no_outline'],
  ])('%s is not drawn, and says why: %s', (text, what) => {
    const { shapes, troubles } = parse(`55,37 2\n${text}`);
    expect([shapes.length, troubles]).toEqual([1, [{ at: 2, what }]]);
  });

  it('a_polygon_that_has_two_points_so_far_is_kept_as_a_draft', () => {
    const { shapes, drafts } = parse('55,37 2\n1,2 1,3');
    expect([shapes.length, toText(drafts)]).toEqual([1, '55,37 2\n1,2 1,3']);
  });

  it('what_cannot_be_read_is_sent_as_it_stands_for_the_hub_to_refuse', () => {
    expect(areaOf('55,37 2\n91,2 1,3 2,3')).toEqual({ polygons: ['91,2 1,3 2,3'], circles: ['55,37 2'] });
    expect(areaOf('')).toBeUndefined();
    expect(areaOf('55,37 2')).toEqual({ circles: ['55,37 2'] });
  });
});

describe('what is pasted', () => {
  const ring = [[177, -17], [-179, -17], [-179, -19], [177, -17]];
  it.each([
    ['a polygon', { type: 'Polygon', coordinates: [ring] }, '-17,177 -17,-179 -19,-179 -17,177'],
    ['a feature with a point', { type: 'Feature', properties: { radius_km: 2 }, geometry: { type: 'Point', coordinates: [37, 55] } }, '55,37 2'],
    ['a collection', { type: 'FeatureCollection', features: [{ type: 'Feature', properties: null, geometry: { type: 'MultiPolygon', coordinates: [[ring], [ring]] } }] },
      '-17,177 -17,-179 -19,-179 -17,177\n-17,177 -17,-179 -19,-179 -17,177'],
  ])('%s in GeoJSON has its longitude first', (_, json, text) => expect(toText(shapesIn(JSON.stringify(json))!)).toBe(text));

  it('the_areas_of_a_cap_alert_are_found_with_and_without_a_prefix', () => {
    const cap = '<?xml version="1.0"?><alert><area><polygon>1,2 1,3\n 2,3 1,2</polygon><circle>5,5 7</circle></area><cap:circle>6,6 8</cap:circle></alert>';
    expect(toText(shapesIn(cap)!)).toBe('1,2 1,3 2,3 1,2\n5,5 7\n6,6 8');
  });

  it('what_holds_no_area_is_left_as_it_stands', () => {
    for (const text of ['55,37 2', '{"type":"LineString","coordinates":[[1,2],[3,4]]}', '{broken', '<alert/>', '{"type":"Polygon","coordinates":[[["x",1],[1,2]]]}']) {
      expect(shapesIn(text)).toBeUndefined();
    }
  });
});

describe('what the map draws', () => {
  const fiji = shapesOf('-17,177 -17,-179 -19,-179 -19,177')[0]!;
  const ring = 'rings' in fiji ? fiji.rings[0]! : [];

  it('edges_over_the_antimeridian_go_the_short_way_and_come_back_as_they_were_written', () => {
    expect(unwrapped(ring)).toEqual([[177, -17], [181, -17], [181, -19], [177, -19]]);
    expect(fromMap(unwrapped(ring), ring)).toEqual(ring);
    const other = [{ lat: 1, lon: -179 }, { lat: 2, lon: 179 }, { lat: 0, lon: 178 }];
    expect(unwrapped(other)).toEqual([[-179, 1], [-181, 2], [-182, 0]]);
    expect(fromMap(unwrapped(other), other)).toEqual(other);
    const runsOn = [{ lat: -37, lon: 178 }, { lat: -38, lon: 180.085 }, { lat: -39, lon: 178 }];
    expect(fromMap(unwrapped(runsOn), runsOn)).toEqual(runsOn);
  });

  it('shapes_on_both_sides_of_the_antimeridian_stand_beside_one_another', () => {
    expect(shifts(shapesOf('-17,177 -17,-179 -19,-179\n-17,-179.5 200\n-17,170 5'))).toEqual([0, 360, 0]);
    expect(shifts(shapesOf('-17,-179.5 200\n-17,177 -17,-179 -19,-179'))).toEqual([0, -360]);
    expect(shifts(shapesOf('55,37 2\n40,-74 2'))).toEqual([0, 0]);
  });

  it('a_vertex_that_was_moved_over_the_edge_of_the_map_is_brought_back', () => {
    expect(fromMap([[177, -17], [182.5, -17], [541, -19]], ring)).toEqual([ring[0], { lat: -17, lon: -177.5 }, { lat: -19, lon: -179 }]);
  });

  it('an_outline_round_a_pole_is_led_along_it_and_not_moved_by_hand', () => {
    const antarctica = [{ lat: -70, lon: 0 }, { lat: -70, lon: 120 }, { lat: -70, lon: -120 }];
    expect(unwrapped(antarctica).slice(-3)).toEqual([[360, -70], [360, -90], [0, -90]]);
    expect([isMovable(antarctica), isMovable(ring)]).toEqual([false, true]);
  });

  it('every_corner_of_a_circle_is_its_radius_away_wherever_it_lies', () => {
    for (const [lat, lon, km] of [[55.8, 37.4, 2], [-17, 179.9, 300], [0, 0, 0.05], [70, -180, 1000]] as const) {
      const corners = outline({ centre: { lat, lon }, km });
      for (const [east, north] of corners) expect(distance({ lat, lon }, { lat: north, lon: east })).toBeCloseTo(km, 4);
      const jumps = corners.slice(1).map((corner, i) => Math.abs(corner[0] - (corners[i] as Point)[0]));
      expect(Math.max(...jumps)).toBeLessThan(180);
    }
    expect(distance({ lat: 1, lon: 1 }, { lat: 1, lon: outline({ centre: { lat: 1, lon: 1 }, km: 0 })[24]![0] })).toBeCloseTo(0.05, 4);
    expect(outline({ centre: { lat: 89, lon: 0 }, km: 500 }).at(-1)![1]).toBe(90);
  });

  it('a_drawn_radius_has_three_digits', () => expect([2.0413, 1234.5, 0.01234].map(roundKm)).toEqual([2.04, 1230, 0.0123]));
});
