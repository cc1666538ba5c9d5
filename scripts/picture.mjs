/**
 * Draws a real run for the README: scans a fixture project with colours on, and turns what the terminal would show into an SVG.
 * `npm run picture`; docs/images/scan.svg is its answer.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const project = 'fixtures/projects/asi-production';
const columns = 108;
const lineHeight = 19;
const characterWidth = 8.43;
const colors = { 30: '#484f58', 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 34: '#79c0ff', 35: '#d2a8ff', 36: '#76e3ea', 37: '#c9d1d9', 90: '#8b949e' };
const backgrounds = { 41: '#da3633', 42: '#238636', 43: '#9e6a03' };

const escape = String.fromCharCode(27);
const colorChange = new RegExp(`(${escape}\\[[\\d;]*m)`);

const run = spawnSync(process.execPath, ['../../../bin/collaudo.js', 'scan'], {
  cwd: `${root}${project}`, encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '1', COLUMNS: String(columns), NO_COLOR: undefined },
});
if (run.status === 2) throw new Error(run.stderr);
// Two files of the report and its end: the whole run is three screens long.
const printed = run.stdout.trimEnd().split('\n');
const from = printed.findIndex(line => line.includes('app/api/commesse.py'));
const end = printed.findIndex(line => line.includes('What could not be judged'));
const lines = [`${escape}[32m$${escape}[39m npx collaudo scan`, '', ...printed.slice(from, from + 34), `${escape}[90m  ...${escape}[39m`, '', ...printed.slice(end)];

mkdirSync(`${root}docs/images`, { recursive: true });
writeFileSync(`${root}docs/images/scan.svg`, drawing(lines));
console.log(`docs/images/scan.svg: ${lines.length} lines`);

function drawing(rows) {
  const width = Math.ceil(columns * characterWidth) + 32;
  const height = rows.length * lineHeight + 36;
  const texts = rows.map((row, index) => drawn(row, 18, 30 + index * lineHeight)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="14">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
${texts}
</svg>
`;
}

function drawn(row, x, y) {
  const style = { color: '#c9d1d9', bold: false, dim: false, underline: false, background: undefined };
  let column = 0;
  let out = '';
  for (const piece of row.split(colorChange)) {
    const codes = piece.startsWith(escape) ? piece.slice(2, -1) : undefined;
    if (codes !== undefined) { for (const code of codes.split(';')) apply(style, Number(code)); continue; }
    if (piece === '') continue;
    const at = (x + column * characterWidth).toFixed(1);
    const wide = (piece.length * characterWidth).toFixed(1);
    if (style.background) out += `<rect x="${at}" y="${y - 14}" width="${wide}" height="${lineHeight}" fill="${style.background}"/>`;
    out += `<text x="${at}" y="${y}" fill="${style.background ? '#ffffff' : style.color}" textLength="${wide}" xml:space="preserve"${style.bold ? ' font-weight="bold"' : ''}${style.dim ? ' opacity="0.65"' : ''}${style.underline ? ' text-decoration="underline"' : ''}>${escaped(piece)}</text>`;
    column += piece.length;
  }
  return out;
}

function apply(style, code) {
  if (code === 0) Object.assign(style, { color: '#c9d1d9', bold: false, dim: false, underline: false, background: undefined });
  else if (code === 1) style.bold = true;
  else if (code === 2) style.dim = true;
  else if (code === 4) style.underline = true;
  else if (code === 22) { style.bold = false; style.dim = false; }
  else if (code === 24) style.underline = false;
  else if (code === 39) style.color = '#c9d1d9';
  else if (code === 49) style.background = undefined;
  else if (colors[code]) style.color = colors[code];
  else if (backgrounds[code]) style.background = backgrounds[code];
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
