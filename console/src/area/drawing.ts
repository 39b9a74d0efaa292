// The map: OpenLayers with the land as its only ground. Loaded only where a map is shown; nothing comes from outside the hub.
import 'ol/ol.css';
import { Feature, Map as OlMap, View } from 'ol';
import ScaleLine from 'ol/control/ScaleLine';
import Zoom from 'ol/control/Zoom';
import { getCenter, isEmpty } from 'ol/extent';
import { MultiLineString, Point as OlPoint, Polygon as OlPolygon } from 'ol/geom';
import { defaults as interactions } from 'ol/interaction/defaults';
import Draw from 'ol/interaction/Draw';
import Modify from 'ol/interaction/Modify';
import VectorLayer from 'ol/layer/Vector';
import Graticule from 'ol/layer/Graticule';
import { fromLonLat, toLonLat } from 'ol/proj';
import VectorSource from 'ol/source/Vector';
import { Circle as Dot, Fill, Stroke, Style, Text } from 'ol/style';
import Collection from 'ol/Collection';
import { isCircle, toText, type Circle, type Shape } from './area';
import { distance, fromMap, isMovable, outline, rim, roundKm, shifts, unwrapped, wrapped, type Point } from './geometry';

export interface Ink { sea: string; land: string; border: string; ink: string; soft: string; halo: string; area: string; wash: string; other: string }
export interface Other { name: string; shapes: Shape[] }
export interface Asked {
  target: HTMLElement;
  ink: Ink;
  labels: { zoomIn: string; zoomOut: string };
  /** The whole area after something was drawn or moved. */
  changed: (shapes: Shape[]) => void;
  /** What is being drawn, while it is; nothing when it is finished or left. */
  sketched: (shape: Shape | undefined) => void;
}

const edge = 85.05;
const flat = ([lon, lat]: Point, shift = 0) => fromLonLat([lon + shift, Math.max(-edge, Math.min(edge, lat))]);
/** Five decimals are a metre: more than a hand can mean. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
const degrees = (at: number[]): Point => {
  const [lon, lat] = toLonLat(at) as Point;
  return [round(lon), round(lat)];
};
const placed = (at: number[]) => fromMap([degrees(at)])[0]!;
const ringsOf = (shape: Shape, shift = 0) =>
  (isCircle(shape) ? [outline(shape)] : shape.rings.map(unwrapped)).map((ring) => [...ring, ring[0]!].map((point) => flat(point, shift)));

interface Land { land: number[][][]; borders: number[][]; names: [number, number, string][] }
let land: Promise<Land> | undefined;
const readLand = () =>
  (land ??= fetch(new URL('land.json', document.baseURI))
    .then((answer) => (answer.ok ? (answer.json() as Promise<Land>) : Promise.reject(new Error('no land'))))
    .catch((error) => {
      land = undefined;
      throw error;
    }));

/** The steps of dev/land.mjs as positions on the map. */
function line(steps: number[]): number[][] {
  let [x, y] = [0, 0];
  const at: number[][] = [];
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i]!;
    y += steps[i + 1]!;
    at.push(flat([x / 100, y / 100]));
  }
  return at;
}

export function drawing({ target, ink: first, labels, changed, sketched }: Asked) {
  let ink = first;
  let shapes: Shape[] = [];
  /** Whole turns, in degrees, that each shape is moved by. */
  let moved: number[] = [];
  let draw: Draw | undefined;
  const ground = new VectorSource();
  const others = new VectorSource();
  const drawn = new VectorSource();
  const movable = new Collection<Feature>();

  const groundStyle = (feature: { get: (name: string) => unknown }) => {
    const kind = feature.get('kind');
    if (kind === 'land') return new Style({ fill: new Fill({ color: ink.land }), stroke: new Stroke({ color: ink.border, width: 0.8 }) });
    if (kind === 'border') return new Style({ stroke: new Stroke({ color: ink.border, width: 1, lineDash: [5, 3] }) });
    return new Style({ text: new Text({ text: feature.get('name') as string, font: '12px system-ui, sans-serif', fill: new Fill({ color: ink.soft }), stroke: new Stroke({ color: ink.land, width: 3 }) }) });
  };
  const otherStyle = (feature: { get: (name: string) => unknown }) => new Style({
    stroke: new Stroke({ color: ink.other, width: 2, lineDash: [2, 5] }),
    text: new Text({ text: feature.get('name') as string, overflow: true, offsetY: -2, font: '600 12px system-ui, sans-serif', fill: new Fill({ color: ink.ink }), stroke: new Stroke({ color: ink.halo, width: 4 }) }),
  });
  const dot = (radius: number) => new Dot({ radius, fill: new Fill({ color: ink.area }), stroke: new Stroke({ color: ink.halo, width: 2 }) });
  const areaStyle = () => [
    new Style({ fill: new Fill({ color: ink.wash }), stroke: new Stroke({ color: ink.halo, width: 5 }) }),
    new Style({ stroke: new Stroke({ color: ink.area, width: 2.5 }), image: dot(6) }),
  ];

  const grid = new Graticule({
    strokeStyle: new Stroke({ color: ink.border, width: 0.5, lineDash: [1, 4] }), showLabels: true, wrapX: true, targetSize: 140, lonLabelPosition: 1,
    lonLabelStyle: new Text({ font: '11px system-ui, sans-serif', textBaseline: 'top', fill: new Fill({ color: ink.soft }), stroke: new Stroke({ color: ink.halo, width: 3 }) }),
    latLabelStyle: new Text({ font: '11px system-ui, sans-serif', textAlign: 'end', fill: new Fill({ color: ink.soft }), stroke: new Stroke({ color: ink.halo, width: 3 }) }),
    lonLabelFormatter: (lon) => `${Math.abs(Number(wrapped(lon).toFixed(4)))}° ${wrapped(lon) < 0 ? 'W' : 'E'}`,
    latLabelFormatter: (lat) => `${Math.abs(Number(lat.toFixed(4)))}° ${lat < 0 ? 'S' : 'N'}`,
    intervals: [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002],
  });
  const groundLayer = new VectorLayer({ source: ground, style: groundStyle, declutter: true });
  const otherLayer = new VectorLayer({ source: others, style: otherStyle });
  const areaLayer = new VectorLayer({ source: drawn, style: areaStyle });
  const map = new OlMap({
    target,
    layers: [groundLayer, grid, otherLayer, areaLayer],
    controls: [new Zoom({ zoomInTipLabel: labels.zoomIn, zoomOutTipLabel: labels.zoomOut }), new ScaleLine()],
    // Why only with the focus: the page around it is scrolled with the same wheel and the same finger.
    interactions: interactions({ onFocusOnly: true, doubleClickZoom: false }),
    view: new View({ center: fromLonLat([15, 30]), zoom: 1, minZoom: 0, maxZoom: 18 }),
  });
  const modify = new Modify({ features: movable, wrapX: true, style: () => new Style({ image: dot(7) }) });
  map.addInteraction(modify);

  /** What the features say now, each beside the shape that it came from. */
  function read(): Shape[] {
    return shapes.map((shape, i) => {
      const feature = drawn.getFeatureById(`area-${i}`);
      if (isCircle(shape)) return circleOf(i, shape);
      const polygon = feature?.getGeometry() as OlPolygon;
      const rings = polygon.getCoordinates().map((ring, j) => {
        const was = shape.rings[j] ?? [];
        if (!isMovable(was)) return was;
        const before = unwrapped(was).map((point) => flat(point, moved[i]));
        const points = ring.slice(0, -1).map((at) => {
          const same = before.findIndex((other) => other[0] === at[0] && other[1] === at[1]);
          return same >= 0 ? unwrapped(was)[same]! : degrees(at);
        });
        return fromMap(points, was);
      });
      return { rings };
    });
  }
  function circleOf(i: number, was: Circle): Circle {
    const at = (name: string) => (drawn.getFeatureById(`${name}-${i}`)!.getGeometry() as OlPoint).getCoordinates();
    const isSame = (now: number[], before: Point) => flat(before, moved[i]).every((value, axis) => Math.abs(value - now[axis]!) < 1e-6);
    const hasMoved = !isSame(at('centre'), [was.centre.lon, was.centre.lat]);
    if (hasMoved) return { centre: placed(at('centre')), km: was.km };
    return isSame(at('rim'), rim(was)) ? was : { centre: was.centre, km: roundKm(distance(was.centre, placed(at('rim')))) };
  }

  function put(next: Shape[]): void {
    shapes = next;
    moved = shifts(next);
    drawn.clear();
    movable.clear();
    next.forEach((shape, i) => {
      const area = new Feature(new OlPolygon(ringsOf(shape, moved[i])));
      area.setId(`area-${i}`);
      drawn.addFeature(area);
      if (!isCircle(shape)) return void (shape.rings.every(isMovable) && movable.push(area));
      for (const [name, at] of [['centre', [shape.centre.lon, shape.centre.lat]], ['rim', rim(shape)]] as [string, Point][]) {
        const handle = new Feature(new OlPoint(flat(at, moved[i])));
        handle.setId(`${name}-${i}`);
        drawn.addFeature(handle);
        movable.push(handle);
      }
    });
  }
  modify.on('modifyend', () => {
    const next = read();
    put(next);
    changed(next);
  });

  function fit(): void {
    const extent = [drawn, others].map((source) => source.getExtent()).find((one) => one && !isEmpty(one));
    if (extent) map.getView().fit(extent, { padding: [40, 40, 40, 40], maxZoom: 13 });
  }

  /** The circle while it is drawn, from its centre and where the pointer is. */
  function asCircle(coordinates: number[][], geometry?: OlPolygon): OlPolygon {
    const [centre, out] = [placed(coordinates[0]!), placed(coordinates[1]!)];
    const circle = { centre, km: roundKm(distance(centre, out)) };
    const ring = ringsOf(circle);
    const away = coordinates[0]![0]! - flat([centre.lon, centre.lat])[0]!;
    const near = ring.map((one) => one.map(([x, y]) => [x! + away, y!]));
    const drawnNow = geometry ?? new OlPolygon([]);
    drawnNow.setCoordinates(near);
    drawnNow.set('circle', circle);
    return drawnNow;
  }
  const shapeOf = (geometry: OlPolygon): Shape | undefined => {
    const circle = geometry.get('circle') as Circle | undefined;
    if (circle) return circle;
    const ring = fromMap((geometry.getCoordinates()[0] ?? []).slice(0, -1).map(degrees));
    const corners = ring.filter((place, i) => i === 0 || place.lat !== ring[i - 1]!.lat || place.lon !== ring[i - 1]!.lon);
    return corners.length >= 3 ? { rings: [corners] } : undefined;
  };

  function leave(): void {
    if (draw) map.removeInteraction(draw);
    draw = undefined;
    modify.setActive(true);
    sketched(undefined);
  }

  void readLand().then(({ land: parts, borders, names }) => {
    ground.addFeature(new Feature({ kind: 'border', geometry: new MultiLineString(borders.map(line)) }));
    ground.addFeatures(parts.map((rings) => new Feature({ kind: 'land', geometry: new OlPolygon(rings.map(line)) })));
    ground.addFeatures(names.map(([lon, lat, name]) => new Feature({ kind: 'name', name, geometry: new OlPoint(flat([lon, lat])) })));
  }).catch(() => undefined);

  return {
    /** Shows what the text says. What the map itself gave out is there already. */
    show(next: Shape[]): void {
      if (toText(next) === toText(shapes)) return;
      const wasEmpty = shapes.length === 0;
      put(next);
      if (wasEmpty || !draw) fitUnlessSeen();
    },
    showOthers(next: Other[]): void {
      others.clear();
      for (const { name, shapes: of } of next) others.addFeatures(of.map((shape) => new Feature({ name, geometry: new OlPolygon(ringsOf(shape)) })));
      if (shapes.length === 0) fit();
    },
    /** Begins to draw. `finished` is told when the shape is whole. */
    begin(kind: 'polygon' | 'circle', finished: () => void): void {
      leave();
      modify.setActive(false);
      const round = kind === 'circle';
      draw = new Draw({
        type: round ? 'Circle' : 'Polygon', wrapX: true, style: [...areaStyle()],
        ...(round && { geometryFunction: (at, geometry) => asCircle(at as number[][], geometry as OlPolygon | undefined) }),
      });
      draw.on('drawstart', ({ feature }) => feature.getGeometry()!.on('change', ({ target: now }) => sketched(shapeOf(now as OlPolygon))));
      draw.on('drawend', ({ feature }) => {
        const shape = shapeOf(feature.getGeometry() as OlPolygon);
        setTimeout(leave);
        finished();
        if (!shape) return;
        put([...shapes, shape]);
        changed(shapes);
      });
      map.addInteraction(draw);
    },
    /** Finishes the polygon that is being drawn with the points that it has. */
    finish: () => draw?.finishDrawing(),
    undo: () => draw?.removeLastPoint(),
    leave,
    fit,
    paint(next: Ink): void {
      ink = next;
      for (const layer of [groundLayer, otherLayer, areaLayer]) layer.changed();
    },
    close(): void {
      leave();
      map.setTarget(undefined);
      map.dispose();
    },
  };

  function fitUnlessSeen(): void {
    const extent = drawn.getExtent();
    if (!extent || isEmpty(extent)) return;
    const seen = map.getView().calculateExtent();
    const [x, y] = getCenter(extent) as [number, number];
    const isSeen = x > seen[0]! && x < seen[2]! && y > seen[1]! && y < seen[3]! && extent[2]! - extent[0]! > (seen[2]! - seen[0]!) / 30 && extent[2]! - extent[0]! <= seen[2]! - seen[0]!;
    if (!isSeen) fit();
  }
}

export type Drawing = ReturnType<typeof drawing>;
