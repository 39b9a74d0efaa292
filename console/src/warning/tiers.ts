// What each tier was told, and what was withheld from it.
import { tiers, type Aspect, type Content, type Facet, type FacetAdded, type Tier } from '../api/types';

/** Whether what is marked `marking` may be shown to `tier`: a venue sees what is marked venue or public, nothing narrower. */
export function maySee(tier: Tier, marking: Tier): boolean {
  return tiers.indexOf(tier) <= tiers.indexOf(marking);
}

/**
 * told: it stands in the text.  left_out: the tier may see it, and the text does not say it.
 * unwritten: the tier may see it, and no text was written for the tier.  withheld: the tier may not see it.
 */
export type Sight = 'told' | 'left_out' | 'unwritten' | 'withheld';

export interface Cell {
  facet: string;
  aspect: Aspect;
  sight: Sight;
  /** Only where the tier may see it; a withheld cell carries no words at all. */
  statement?: string;
}
export interface Column {
  tier: Tier;
  content?: Content;
  cells: Cell[];
}
export interface TierView {
  rows: FacetAdded[];
  columns: Column[];
  /** Facets that joined the case after this edition was written. */
  later: string[];
}

export interface Written {
  targets: string[];
  contents: Pick<Content, 'tier' | 'facets'>[];
  /** The entry that the edition was drafted in; none for a draft on the page. */
  asOf?: number;
}

const order: Aspect[] = ['what', 'who', 'whom', 'where', 'when', 'how'];

export function byAspect(a: FacetAdded, b: FacetAdded): number {
  return order.indexOf(a.aspect) - order.indexOf(b.aspect) || a.facet.localeCompare(b.facet);
}

function concerns(facet: FacetAdded, targets: string[]): boolean {
  return facet.targets.length === 0 || facet.targets.some((target) => targets.includes(target));
}

/** Every tier outside the house, from narrow to wide, against every facet that concerns the targets of the edition. */
export function tierView(facets: Record<string, Facet>, written: Written): TierView {
  const concerned = Object.values(facets).filter((facet) => concerns(facet.added, written.targets));
  const isKnown = (facet: Facet) => written.asOf === undefined || facet.entry.index <= written.asOf;
  const rows = concerned.filter(isKnown).map((facet) => facet.added).sort(byAspect);
  const columns = tiers.slice(1).map((tier): Column => {
    const content = written.contents.find((candidate) => candidate.tier === tier);
    return { tier, content: content as Content | undefined, cells: rows.map((row) => cell(tier, row, content?.facets)) };
  });
  return { rows, columns, later: concerned.filter((facet) => !isKnown(facet)).map((facet) => facet.added.facet) };
}

function cell(tier: Tier, row: FacetAdded, told: string[] | undefined): Cell {
  const { facet, aspect, statement } = row;
  // The marking is asked first: whatever a text claims to tell, a tier's column never shows what is narrower than the tier.
  if (!maySee(tier, row.marking)) return { facet, aspect, sight: 'withheld' };
  if (!told) return { facet, aspect, sight: 'unwritten', statement };
  return { facet, aspect, statement, sight: told.includes(facet) ? 'told' : 'left_out' };
}

/** The facets that a draft would tell: those named, or every one that the tier may see. */
export function wouldTell(facets: Record<string, Facet>, targets: string[], tier: Tier, named: string[]): string[] {
  const open = Object.values(facets).filter((facet) => concerns(facet.added, targets) && maySee(tier, facet.added.marking));
  const all = open.map((facet) => facet.added.facet);
  return named.length ? all.filter((id) => named.includes(id)) : all;
}
