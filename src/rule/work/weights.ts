/** What each kind of work weighs, in one table with the reason for each number. */

/**
 * The unit is one computation: three or four of them are still a handler that prepares an answer. What the definition calls
 * guilty by itself (a loop that decides, a second write, a write for every entity) weighs so much that one more
 * piece of work of any kind, or a second one like it, reaches the default limit.
 */
export const weights = {
  /** A sum, a price, a version: one expression, whatever its length. */
  arithmetic: 1,
  /** A value picked by the state of an entity. */
  choice: 1,
  /** A branch on anything else (what the client sent, what a device says): often only parsing. */
  branch: 1,
  /** All of those together: however long the parsing, it stays below the limit by itself. */
  allBranches: 3,
  /** A branch on what is stored: a rule of the domain. */
  stateBranch: 2,
  /** Such a branch inside a branch or loop: the cases multiply. */
  nested: 1,
  /** In a loop, a condition that only passes entities over or sorts them out. */
  selection: 1,
  /** A loop that changes or runs something, the same for every entity. */
  loop: 1,
  /** A loop that treats entities differently: selection, classification, matching. */
  decidingLoop: 3,
  /** A second write in the same run, each lasting by itself: the handler owns what happens when one of them fails. */
  secondWrite: 5,
  /** Every write after the second, and one that only passes on a value that was sent along. */
  furtherWrite: 1,
  /** A write after another one that the same commit makes last: either all or none, so less can go wrong. */
  writeTogether: 2,
  /** A write for every entity of a loop: many writes in one line. */
  writePerEntity: 5,
} as const;
