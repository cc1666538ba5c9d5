/** Which files are services and repositories: the layers behind the routes, declared or told by how they are called. */
import type { FileFacts } from '../facts/structure.js';
import type { Program } from './program.js';

const byLayer = /service|repositor|crud|domain|use.?case|dal|dao|model|store|business|application/i;
const byPath = /(?:^|\/)(?:services?|repositor(?:y|ies)|repos?|crud|domain|use_?-?cases?|usecases|dal|dao|business|stores?)\/|(?:^|[/_.-])(?:service|repository|repo|crud|usecase|dao)s?\.[a-z]+$/i;
/** What stands before routes belongs to them, wherever it lies. */
const webPath = /(?:^|\/)(?:routes?|routers?|controllers?|handlers?|endpoints?|api|views?|middlewares?|guards?|dependenc(?:y|ies)|deps|interceptors?|filters?|web|http|pages?|components?|hooks?)(?:\/|\.[a-z]+$)/i;

export function isServiceFile(file: FileFacts, program: Program): boolean {
  if (file.role !== 'production' || file.language === 'sql' || servesIn(program).has(file.file) || program.purposeOf(file) === 'browser') return false;
  const layer = program.layerOf(file.file);
  if (layer !== undefined) return byLayer.test(layer);
  const named = byPath.exec(file.file);
  // `api/users/service.py` is a service; `services/api/deps.py` stands before routes.
  const folder = webPath.exec(file.file);
  return named !== null && (folder === null || folder.index < named.index);
}

const serving = new WeakMap<readonly unknown[], ReadonlySet<string>>();

/** Files that hold handlers or declare routes. */
function servesIn(program: Program): ReadonlySet<string> {
  const known = serving.get(program.endpoints);
  if (known) return known;
  const found = new Set(program.endpoints.flatMap(one => [one.handler.file.file, one.declaredAt.file]));
  serving.set(program.endpoints, found);
  return found;
}
