/** Endpoints that belong together: those of one backend, and those of one handler. */
import type { Endpoint, Program } from '../../src/rule/index.js';

/** One handler behind several paths is one thing to mend. */
export function byHandler(endpoints: readonly Endpoint[]): readonly (readonly [Endpoint, ...Endpoint[]])[] {
  const found = new Map<string, [Endpoint, ...Endpoint[]]>();
  for (const one of endpoints) {
    const key = `${one.at.file}@${String(one.at.start)} ${one.method}`;
    const same = found.get(key);
    if (same) same.push(one);
    else found.set(key, [one]);
  }
  return [...found.values()];
}

/** One application is one backend; where it could not be told, all routes of a framework are. */
export function projectsIn(endpoints: readonly Endpoint[], program: Program): readonly (readonly Endpoint[])[] {
  const projects = new Map<string, Endpoint[]>();
  const applications = new Set(program.routers.flatMap(one => (one.application && one.framework !== 'axum' ? [one.id] : [])));
  for (const one of endpoints) {
    const root = one.registered[0]?.router ?? '';
    const key = applications.has(root) ? root : one.framework;
    projects.set(key, [...(projects.get(key) ?? []), one]);
  }
  return [...projects.values()];
}
