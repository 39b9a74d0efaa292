// What is over stands behind one line, so that what waits for somebody is seen first.

/** In their order, those that wait for somebody apart from those that are over. */
export function apart<T>(all: T[], isOver: (one: T) => boolean): { open: T[]; over: T[] } {
  return { open: all.filter((one) => !isOver(one)), over: all.filter(isOver) };
}
