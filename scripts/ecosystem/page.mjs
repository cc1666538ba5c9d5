/** The page about real repositories: counts and places, never their code. */

const placesPerRule = 10;
const understood = ['calls', 'handlers', 'sessions', 'statements', 'SQL holes'];

export function page(results) {
  const rules = [...new Set(results.flatMap(result => result.findings.map(finding => finding.rule)))].sort();
  return [
    '# What collaudo says about real repositories', '',
    'Written by `npm run ecosystem -- --corpora <dir> --docs docs/ecosystem.md`. Counts and places only: whether findings are right is told in [precision.md](precision.md).', '',
    '## Repositories', '', repositoryTable(results), '',
    '## What was not understood, and why', '', ...reasons(results), '',
    '## Findings per rule and repository', '', ruleTable(results, rules), '',
    `## Places (at most ${placesPerRule} per rule and repository)`, '', ...rules.flatMap(rule => places(results, rule)),
  ].join('\n');
}

function repositoryTable(results) {
  const rows = results.map(result => [
    titleOf(result.name), result.files, result.findings.length, ...understood.map(what => resolved(result, what)), result.partlyRead, result.unread.length, result.crashed.length, result.failed === undefined ? '' : 'no report',
  ]);
  return table(['repository', 'files', 'findings', ...understood.map(what => `${what} understood`), 'partly read', 'unread', 'crashes', ''], rows);
}

function resolved({ unknown }, what) {
  const entry = unknown.find(one => one.what === what);
  return entry === undefined || entry.seen === 0 ? '-' : `${Math.round((100 * entry.resolved) / entry.seen)} % of ${entry.seen}`;
}

/** The ten commonest reasons for not understanding something, per repository. */
function reasons(results) {
  return results.flatMap(({ name, unknown }) => {
    const all = unknown.flatMap(({ what, because }) => Object.entries(because).map(([reason, times]) => ({ text: `${what}: ${reason} (${times})`, times })));
    const shown = all.sort((one, other) => other.times - one.times || (one.text < other.text ? -1 : 1)).slice(0, 10);
    return shown.length === 0 ? [] : [`- ${titleOf(name)}: ${shown.map(one => one.text).join('; ')}`];
  });
}

function ruleTable(results, rules) {
  const columns = results.filter(result => result.findings.length > 0);
  const rows = rules.map(rule => [`\`${rule}\``, ...columns.map(result => result.findings.filter(finding => finding.rule === rule).length || ''), results.flatMap(result => result.findings).filter(finding => finding.rule === rule).length]);
  return table(['rule', ...columns.map(result => titleOf(result.name)), 'all'], rows);
}

function places(results, rule) {
  const lines = results.flatMap(result => {
    const own = result.findings.filter(finding => finding.rule === rule);
    if (own.length === 0) return [];
    const shown = own.slice(0, placesPerRule).map(finding => `${finding.file}:${finding.line}`).join(', ');
    return [`- ${titleOf(result.name)}: ${shown}${own.length > placesPerRule ? ` and ${own.length - placesPerRule} more` : ''}`];
  });
  return [`### ${rule}`, '', ...lines, ''];
}

/** Folders are called owner+name. */
function titleOf(folder) {
  return folder.replace('+', '/');
}

function table(head, rows) {
  const line = cells => `| ${cells.map(cell => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
