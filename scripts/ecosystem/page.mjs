/** The page about real repositories: counts and places, never their code. */

const placesPerRule = 10;

export function page(results) {
  const rules = [...new Set(results.flatMap(result => result.findings.map(finding => finding.rule)))].sort();
  return [
    '# What collaudo says about real repositories', '',
    'Written by `npm run ecosystem -- --corpora <dir> --docs docs/ecosystem.md`. Counts and places only: whether a finding is right is not judged here.', '',
    '## Repositories', '', repositoryTable(results), '',
    '## Findings per rule and repository', '', ruleTable(results, rules), '',
    `## Places (at most ${placesPerRule} per rule and repository)`, '', ...rules.flatMap(rule => places(results, rule)),
  ].join('\n');
}

function repositoryTable(results) {
  const rows = results.map(result => [
    titleOf(result.name), result.files, result.findings.length, resolved(result), result.partlyRead, result.unread.length, result.crashed.length, result.failed === undefined ? '' : 'no report',
  ]);
  return table(['repository', 'files', 'findings', 'calls resolved', 'partly read', 'unread', 'crashes', ''], rows);
}

function resolved({ unknown }) {
  const calls = unknown.find(entry => entry.what === 'calls');
  return calls === undefined || calls.seen === 0 ? '-' : `${Math.round((100 * calls.resolved) / calls.seen)} %`;
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
