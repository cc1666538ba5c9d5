/** The benchmark's results as a table for people. */

const megabyte = 1024 * 1024;

export function asTable(tree, results) {
  const reference = results.find(result => result.name === 'ast-grep');
  const rows = results.map(result => [
    result.name, result.seconds.toFixed(2), result.linesPerSecond.toLocaleString('en'), memory(result.peakBytes),
    result.findings === undefined ? '-' : String(result.findings), ratio(result.seconds, reference?.seconds), ratio(result.peakBytes, reference?.peakBytes),
  ]);
  const head = ['tool', 'seconds (median)', 'lines/s', 'peak memory', 'findings', 'time ratio', 'memory ratio'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column].length)));
  const line = cells => `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [`${tree.lines.toLocaleString('en')} lines in ${tree.files.toLocaleString('en')} files`, '', line(head), rule, ...rows.map(line)].join('\n');
}

function memory(bytes) {
  return bytes === undefined ? '-' : `${Math.round(bytes / megabyte)} MB`;
}

function ratio(value, reference) {
  return value === undefined || reference === undefined ? '-' : (value / reference).toFixed(2);
}
