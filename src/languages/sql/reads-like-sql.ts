/** Whether text that was put together reads like a SQL statement or clause, rather than like a sentence with SQL words in it. */

/** A table or column name, quoted or not, with its schema; `?` and nothing at all stand for a pasted one. */
const name = String.raw`(?:[\w$#@?]+|"[^"]*"|'[^']*'|\x60[^\x60]*\x60|\[[^\]]*\])`;
const dottedName = String.raw`(?:${name}(?:\s*\.{1,2}\s*(?:${name}|\*)?)*)`;
const comparison = String.raw`(?:=|<>|!=|<=?|>=?|~~?\*?|\b(?:NOT\s+)?(?:I?LIKE|IN|BETWEEN|REGEXP|RLIKE|SIMILAR\s+TO)\b|\bIS\s+(?:NOT\s+)?(?:NULL|TRUE|FALSE|DISTINCT)\b)`;
const condition = String.raw`(?:NOT\s+)?(?:EXISTS\s*\(|\(*\s*(?:${dottedName}|\w+\s*\([^)]*\))(?:::\w+)?\s*${comparison})`;
const tableEnd = String.raw`(?=\s*(?:$|;|\)|\?|,|(?:AS\s+)?${name}\s*(?:$|;|\)|,|\?)|(?:(?:AS\s+)?${name}\s+)?(?:WHERE|JOIN|LEFT|RIGHT|INNER|OUTER|FULL|CROSS|ORDER|GROUP|HAVING|LIMIT|OFFSET|UNION|INTERSECT|EXCEPT|USING|FOR|ON|SET|WITH|RETURNING|FETCH|TABLESAMPLE|NATURAL|WINDOW|QUALIFY)\b))`;

/** Words that follow FROM, INTO or TABLE in sentences. */
const article = String.raw`(?!(?:the|a|an|your|my|our|their|this|that|these|those|its|his|her|another|each|any|all|one|here|there|it|them|you|us|me)\b(?!\s*(?:\.|\())(?!\s*(?:$|;|WHERE|JOIN|ORDER|LIMIT)))`;

/** One item of a select list has at most an expression and its alias; a sentence has more words between its commas. */
const listItem = String.raw`(?:DISTINCT\s+(?:ON\s*\([^)]*\)\s*)?|ALL\s+|TOP\s*\(?\s*[\d?]+\s*\)?\s+(?:PERCENT\s+)?)*[^\s,()](?:[^,()]|\([^]*?\))*?`;

/** Statements a sentence could hardly be mistaken for, in any case. */
const statements: readonly RegExp[] = [
  new RegExp(String.raw`^INSERT\s+(?:OR\s+\w+\s+|IGNORE\s+)?INTO\s+${article}${dottedName}?\s*(?:$|\(|\?|AS\b|VALUES\b|SELECT\b|DEFAULT\s+VALUES|SET\s+${name}\s*=|WITH\b|OVERRIDING\b)`, 'i'),
  new RegExp(String.raw`^REPLACE\s+INTO\s+${article}${dottedName}?\s*(?:$|\(|\?|VALUES\b|SELECT\b|SET\s+${name}\s*=)`, 'i'),
  new RegExp(String.raw`^(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?${dottedName}\s*(?:\([^)]*\)\s*)?(?:VALUES|SELECT)\b`, 'i'),
  new RegExp(String.raw`^UPDATE\s+(?:ONLY\s+|TOP\s*\([^)]*\)\s*|OR\s+\w+\s+)?${article}${dottedName}?(?:\s+(?:AS\s+)?\w+)?\s*\bSET\s+(?:$|\?|\(|${dottedName}?\s*[+\-|]?=)`, 'i'),
  new RegExp(String.raw`^DELETE\s+(?:TOP\s*\([^)]*\)\s*)?(?:${dottedName}\s+)?FROM\s+(?:ONLY\s+)?${article}${dottedName}?(?:\s+(?:AS\s+)?\w+)?\s*(?:$|;|\bWHERE\b|\bUSING\b|\bRETURNING\b|\bOUTPUT\b|\b(?:INNER|LEFT)?\s*JOIN\b)`, 'i'),
  new RegExp(String.raw`^MERGE\s+(?:INTO\s+)?${article}${dottedName}?(?:\s+WITH\s*\([^)]*\))?(?:\s+(?:AS\s+)?\w+)?\s+USING\s+(?:\(|\?|${dottedName}(?:\s+(?:AS\s+)?\w+)?\s+ON\b)`, 'i'),
  new RegExp(String.raw`^WITH\s+(?:RECURSIVE\s+)?${name}?\s*(?:\([^)]*\)\s*)?AS\s+(?:(?:NOT\s+)?MATERIALIZED\s+)?\(`, 'i'),
  new RegExp(String.raw`^TRUNCATE\s+TABLE\s+${article}${dottedName}?\s*(?:$|;|CASCADE|RESTART|,)`, 'i'),
  new RegExp(String.raw`^(?:CREATE)\s+(?:OR\s+REPLACE\s+)?(?:(?:GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|EXTERNAL|VIRTUAL)\s+)*TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?${dottedName}?\s*(?:$|\(|AS\b|USING\b|LIKE\b|PARTITION\b)`, 'i'),
  new RegExp(String.raw`^CREATE\s+(?:UNIQUE\s+)?(?:(?:NON)?CLUSTERED\s+)?INDEX\s+(?:CONCURRENTLY\s+)?(?:IF\s+NOT\s+EXISTS\s+)?${dottedName}?\s+ON\s`, 'i'),
  new RegExp(String.raw`^ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?${dottedName}?\s+(?:\?|ADD|DROP|ALTER|RENAME|MODIFY|CHANGE|ENABLE|DISABLE|OWNER|SET)\b`, 'i'),
  new RegExp(String.raw`^DROP\s+(?:TABLE|INDEX|VIEW|SCHEMA|TRIGGER|SEQUENCE|FUNCTION|PROCEDURE|DATABASE)\s+(?:CONCURRENTLY\s+)?IF\s+EXISTS\b`, 'i'),
  new RegExp(String.raw`^(?:BEGIN|START)\s+TRANSACTION\b|^PRAGMA\s+[\w.?]+\s*(?:$|;|=|\()`, 'i'),
];

/** Statements that need their keyword in capitals (or all small, for a few) to be told from a sentence. */
const capitals: readonly RegExp[] = [
  /^SELECT\s+(?:\*|\?|\d|'|TOP\b|DISTINCT\b|COUNT\b|CASE\b|EXISTS\b|[\w."]+\s*(?:\(|,|\.|AS\b|$)|$)/,
  /^SELECT\s[^]*\sFROM\s/,
  new RegExp(String.raw`^DELETE\s+FROM\s+${dottedName}\s*\?`),
  /^(?:CREATE|ALTER|DROP)\s+(?:OR\s+REPLACE\s+)?(?:TEMP(?:ORARY)?\s+|UNIQUE\s+|MATERIALIZED\s+)?(?:TABLE|INDEX|VIEW|SCHEMA|DATABASE|FUNCTION|PROCEDURE|TRIGGER|SEQUENCE|ROLE|USER|LOGIN|TYPE|EXTENSION|DOMAIN|PUBLICATION|SUBSCRIPTION|POLICY)\b/,
  /^TRUNCATE\s+["`[\w?]/,
  /^EXEC(?:UTE)?\s+(?:@\w+\s*=\s*)?["[\w?(]/,
  /^CALL\s+[\w."?]+\s*\(/,
  /^(?:GRANT|REVOKE)\s[^]*\s(?:ON|TO|FROM)\s/,
  /^(?:ATTACH|DETACH)\s+(?:DATABASE\s+)?["'?\w]/,
  /^(?:EXPLAIN|VACUUM|ANALYZE|REINDEX|LISTEN|NOTIFY|UNLISTEN|COPY|LOCK\s+TABLE|SAVEPOINT|RELEASE|ROLLBACK\s+TO|DECLARE|COMMENT\s+ON|USE|SHOW|DESCRIBE)\s+["'`[(?\w]/,
  /^SET\s+(?:LOCAL\s+|SESSION\s+|GLOBAL\s+)?[\w.@?]+\s*(?:=|\bTO\b)/,
  /^(?:ORDER|GROUP|PARTITION)\s+BY\s+[("`[\w?]/,
  /^HAVING\s+[(\w?]/,
  /^(?:LIMIT|OFFSET)\s+(?:\?|\d|:|\$|%|$)/,
  /^(?:(?:LEFT|RIGHT|FULL|INNER|OUTER|CROSS|NATURAL)\s+)*JOIN\s+["`[(\w?]/,
  /^UNION\s+(?:ALL\s+)?\(?\s*SELECT\b/,
  /^VALUES\s*(?:\(|\?)/,
  /^RETURNING\s+(?:\*|["\w?])/,
  /^ON\s+CONFLICT\b|^ON\s+DUPLICATE\s+KEY\b/,
  /^FETCH\s+(?:NEXT|FIRST)\s/,
  /^FROM\s+["`[\w.?]+\s+(?:AS\s+)?(?:\w+\s+)?(?:WHERE|JOIN|LEFT|INNER|ORDER|GROUP)\b/,
];

const clauses: readonly RegExp[] = [
  new RegExp(String.raw`^(?:WHERE|AND|OR|HAVING)\s+${condition}`, 'i'),
  /^(?:WHERE)\s+(?:\?|1\s*=\s*1|TRUE\b)/,
  /^(?:AND|OR)\s+(?:\?\s*(?:=|<|>|!=|IN\b|LIKE\b|IS\b)|\()/,
  /^order\s+by\s+[\w."?]+\s*(?:\?|,|$|asc\b|desc\b|limit\b)/i,
  /^limit\s+\?\s*(?:,|offset\b|;|$)(?!\w)/,
];

const select = new RegExp(String.raw`^SELECT\s+${listItem}(?:,\s*${listItem})*\s+FROM\s+(?:\(|(?:ONLY\s+|LATERAL\s+)?${article}${dottedName}?${tableEnd})`, 'i');
const leadingComment = /^(?:\s*(?:--[^\n]*(?:\n|$)|\/\*[^]*?\*\/))+/;

/** `literalText` is the text with `?` (or nothing) in place of each hole. */
export function readsLikeSql(literalText: string): boolean {
  const text = literalText.replace(leadingComment, '').replace(/^[\s(;?]+/, '');
  const word = /^[A-Za-z]+/.exec(text)?.[0];
  if (word === undefined || !openingWords.has(word.toUpperCase())) return false;
  // Long texts are told by their beginning.
  const head = text.slice(0, 2_000);
  // `Select`, `Update`, `Delete` with one capital begin sentences.
  if (!isCapitalised(word) && isSelect(head)) return true;
  if (statements.some(statement => statement.test(head))) return true;
  return capitals.some(shape => shape.test(head)) || clauses.some(clause => clause.test(head));
}

const openingWords: ReadonlySet<string> = new Set(
  ('SELECT INSERT REPLACE UPDATE DELETE MERGE WITH TRUNCATE CREATE ALTER DROP BEGIN START PRAGMA EXEC EXECUTE CALL GRANT REVOKE ATTACH DETACH '
    + 'EXPLAIN VACUUM ANALYZE REINDEX LISTEN NOTIFY UNLISTEN COPY LOCK SAVEPOINT RELEASE ROLLBACK DECLARE COMMENT USE SHOW DESCRIBE SET ORDER GROUP '
    + 'PARTITION HAVING LIMIT OFFSET LEFT RIGHT FULL INNER OUTER CROSS NATURAL JOIN UNION VALUES RETURNING ON FETCH FROM WHERE AND OR').split(' '),
);

function isCapitalised(word: string): boolean {
  return /^[A-Z][a-z]+$/.test(word);
}

function isSelect(head: string): boolean {
  return select.test(head) && !proseBetweenSelectAndFrom(head);
}

/** `select a file from`: an article opens what would be the list of columns. */
function proseBetweenSelectAndFrom(head: string): boolean {
  return /^select\s+(?:the|an?|your|one|some|all|any|which|what|how|from)\s+(?!from\b|\()\w/i.test(head) && !/^SELECT\s+ALL\b/.test(head);
}
