// The words of areas, of whom a draft would reach, and of the register. Everything else: en.ts.

const many = (n: number, one: string, more = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : more}`;

export const area = {
  map: 'Map. Arrow keys move it, plus and minus zoom. Everything that is drawn here can also be typed in the list of points below it.',
  loading: 'Loading the map…', failed: 'The map could not be loaded. The list of points does the same.',
  polygon: 'Draw a polygon', circle: 'Draw a circle', finish: 'Finish the polygon', undo: 'Take back the last point', leave: 'Stop drawing', fit: 'Show the whole area', clear: 'Clear the area',
  zoomIn: 'Zoom in', zoomOut: 'Zoom out',
  how: {
    none: 'Click the map to give it the mouse wheel. Drag a corner to move it; Alt and click takes a corner out. The map shows no streets; borders are as Natural Earth draws them.',
    polygon: 'Click for each corner. Click the first corner again, or press Finish, to close it.',
    circle: 'Click the middle, then click where the circle ends.',
  } as Record<string, string>,
  source: 'Natural Earth, 1:50 million',
  text: 'The area as text', textHint: 'As CAP writes it, latitude first, one shape in a line: lat,lon lat,lon lat,lon is a polygon, lat,lon km a circle. GeoJSON and CAP alerts can be pasted.',
  pasted: (n: number) => `Read from what was pasted: ${many(n, 'shape')}.`,
  points: 'List of points', shapes: (n: number) => many(n, 'shape'), noShape: 'No shape yet', drafts: { polygon: 'Polygon', circle: 'Circle', hole: 'Hole' } as Record<string, string>,
  count: (n: number) => many(n, 'point'), lat: 'Latitude', lon: 'Longitude', km: 'Radius in km', point: (n: number) => `Point ${n}`, centre: 'Centre',
  addPoint: 'Add a point', addPolygon: 'Add a polygon', addCircle: 'Add a circle', removePoint: (n: number) => `Remove point ${n}`, removeShape: (what: string) => `Remove ${what.toLowerCase()}`,
  removed: (what: string) => `${what} removed.`, remove: 'Remove', all: (n: number) => `Show all ${n} points`,
  trouble: {
    no_number: 'is not read: write latitude,longitude in numbers', latitude: 'has a latitude beyond 90. Are latitude and longitude swapped?', longitude: 'has a longitude beyond 180',
    few: 'encloses nothing yet: a polygon needs three points', radius: 'has a radius that is no distance on earth', no_outline: 'is a hole without a polygon above it',
  } as Record<string, string>,
  line: (n: number, what: string) => `Line ${n} ${what}${what.endsWith('?') ? '' : '.'}`,
};

export const reached = {
  title: 'Whom this reaches', count: (n: number) => n.toLocaleString('en'), would: (n: number, tier: string) => `${n === 1 ? 'recipient' : 'recipients'} would be told at the ${tier} tier`,
  said: (n: number, tier: string) => `${many(n, 'recipient')} would be told at the ${tier} tier.`,
  nobody: 'Nobody yet. Draw an area, or say roles, groups or names.', nobodyFound: 'Nobody who may be told this tier and can be reached is covered.',
  asking: 'Counting…', drawing: 'While you draw', unread: 'Not counted: the area cannot be read yet.', narrow: 'With an area, roles and groups count only those who are in it; names always count.',
  notAllowed: (n: number, tier: string) => `${n.toLocaleString('en')} covered, but may not be told the ${tier} tier`,
  unreachable: (n: number) => `${n.toLocaleString('en')} covered, but cannot be reached: no contact that they want to be told by`,
  by: { by_channel: 'By channel', by_language: 'By language', by_role: 'By role', by_tier: 'By narrowest tier', by_sort: 'By sort' } as Record<string, string>,
  rest: (n: number) => `${n} more`, twice: 'Who has two is counted at both.',
};

export const register = {
  loaded: (n: number, of: number) => (n >= of ? `All ${many(n, 'recipient')} are loaded.` : `${n.toLocaleString('en')} of ${many(of, 'recipient')} are loaded.`),
  partly: (n: number, of: number) => `This searches the ${n.toLocaleString('en')} that are loaded, not all ${of.toLocaleString('en')}.`, showMore: 'Show more', loadAll: 'Load all',
  groups: 'Groups', noGroup: 'no group', responsible: 'Responsible for', optedOut: 'Does not want to be told by', owner: (who: string) => `kept right by ${who}`, noOwner: 'nobody keeps it right',
  check: 'Contacts to check', checkIntro: 'Contacts that nobody has proved to work for too long. Find the dead ones now, not when a warning has to go out.',
  days: 'Not verified for', dayChoice: (n: number) => `${n} days`, never: 'never verified', last: (at: string) => `last verified ${at}`, fresh: (days: number) => `Every contact was verified within ${days} days.`,
  stale: (n: number, isMore: boolean) => `${isMore ? 'At least ' : ''}${many(n, 'contact')} to check.`, verified: 'It works: verified now', verifying: 'Recording…', done: (name: string, address: string) => `Recorded: ${address} of ${name} was verified now.`,
  refused: (name: string, why: string) => `Not recorded for ${name}: ${why}. Change the recipient below.`, gone: 'This recipient has changed meanwhile; the list was read again.', ownerHead: 'Owner', contactHead: 'Contact', nameHead: 'Recipient', lastHead: 'Last verified', actHead: 'Verify', everyone: 'Everybody registered', others: (n: number) => `Show ${many(n, 'more contact')} to check`,
};
