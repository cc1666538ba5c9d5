/** What a file is for, judged from its path and its head. */
import type { Language, Role } from '../facts/structure.js';

interface Sign { readonly role: Role; readonly pattern: RegExp; readonly language?: Language }

/** Tried in order; the first that fits decides. Paths are matched with a leading `/`. */
const pathSigns: readonly Sign[] = [
  { role: 'generated', pattern: /\.d\.[mc]?ts$|\.pyi$|\.min\.[mc]?js$|_pb2(_grpc)?\.py$|[._-](generated|gen|pb)\.\w+$|\/(__)?generated(__)?\// },
  { role: 'test', language: 'rust', pattern: /\/(tests|benches)\/|\/(?:crates?|libs?|tools)\/[\w-]+-bench(?:es|mark|marks)?\/|\/tests?\.rs$|_tests?\.rs$|\/test_[^/]*\.rs$/ },
  { role: 'test', language: 'python', pattern: /\/(tests?|testing)\/|\/test_[^/]*\.py$|_test\.py$|\/(conftest|tests?)\.py$/ },
  { role: 'test', language: 'typescript', pattern: /\/(tests?|specs?|__tests__|__mocks__|__fixtures__|cypress|e2e|playwright)\/|[.-](spec|test|e2e|cy|stories)(-\w+)?\.\w+$/ },
  { role: 'test', language: 'sql', pattern: /\/tests?\// },
  { role: 'example', pattern: /\/(examples?|samples?)\// },
  { role: 'migration', pattern: /\/(migrations?|alembic)\/|\/migrations?\.(py|rs|[mc]?[jt]s)$/ },
  { role: 'build', language: 'rust', pattern: /\/build\.rs$|\/xtask\// },
  { role: 'build', language: 'python', pattern: /\/(setup|noxfile|fabfile)\.py$/ },
  { role: 'build', language: 'typescript', pattern: /\.(config|conf)\.[mc]?[jt]s$|\/\.[^/]*rc\.[mc]?js$|\/(gulpfile|gruntfile|webpack[^/]*)\.[mc]?[jt]s$/i },
  { role: 'script', pattern: /\/(scripts?|seeds?|seeders?|\.github)\/|\/seeds?\.[mc]?[jt]s$|\/manage\.py$/ },
];

interface HeadSign { readonly role: Role; readonly pattern: RegExp; readonly language: Language }

/** How a migration looks wherever it lies. */
const contentSigns: readonly HeadSign[] = [
  { role: 'migration', language: 'python', pattern: /^down_revision\b.*=/m },
  { role: 'migration', language: 'typescript', pattern: /\bimplements\s+MigrationInterface\b/ },
];

const generatedHead = /@generated\b|\bDO NOT (EDIT|MODIFY)\b|\b(auto-?generated|automatically generated|generated) (file|by|from|code)\b/i;

/** A comment in the first lines: what a generator writes there is never the code itself. */
const commentLine = /^\s*(\/\/|\/\*|\*|#|--|<!--|""")/;

export function roleOf(path: string, language: Language, text: string): Role {
  const rooted = `/${path}`;
  for (const sign of pathSigns) {
    if ((sign.language === undefined || sign.language === language) && sign.pattern.test(rooted)) return sign.role;
  }
  for (const sign of contentSigns) if (sign.language === language && sign.pattern.test(text)) return sign.role;
  return hasGeneratedHead(text) ? 'generated' : 'production';
}

function hasGeneratedHead(text: string): boolean {
  const head = text.slice(0, 2_000).split('\n').slice(0, 15);
  return head.some(line => commentLine.test(line) && generatedHead.test(line));
}

/** A bundle: nobody wrote lines like these, and nobody can act on a finding in them. */
export function isMinified(text: string): boolean {
  if (text.length < 5_000) return false;
  const lines = text.split('\n');
  const long = lines.reduce((sum, line) => (line.length > 1_000 ? sum + line.length : sum), 0);
  return long > text.length / 2;
}
