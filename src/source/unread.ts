/** A file that should have been judged and could not be read: counted, shown, never silently green. */
export interface Unread {
  readonly file: string;
  readonly because: string;
}
