/** Functions that prepare something once and can do it again: start-up, schemas, seeds; and workers, which keep their progress as they go. */
import type { FunctionRef } from './program.js';

const preparing = /^(?:main|run|start\w*|init\w*|setup\w*|seed\w*|bootstrap\w*|populate\w*|create_(?:all|tables?|db)\w*|migrate\w*|run_migrations?\w*|upgrade\w*|downgrade\w*|lifespan\w*|startup\w*|on_startup|on_module_init|ensure_(?:schema|tables?)\w*|reset_(?:db|database)\w*|fixtures?|demo\w*|import_(?:all|legacy)\w*|m\d+\w*|up|down)$/;
const working = /(?:^|_)(?:worker|job|task|scheduler|cron|daemon|poll\w*|loop|sync\w*|background|watch\w*|consume\w*|queue|checkpoint|scan\w*|import\w*|backfill)(?:$|_)/;

export function isPreparing(fn: FunctionRef): boolean { return soundsLikePreparing(fn.fact.name) || /(?:^|\/)(?:migrations?|seeds?|seeders?|fixtures|management\/commands)\/|(?:^|[/_-])(?:data|db)[_-]?(?:creator|loader|seed\w*)\.\w+$/.test(fn.file.file); }

export function isWorker(fn: FunctionRef): boolean { return working.test(snake(fn.fact.name)); }

export function soundsLikePreparing(name: string): boolean { return preparing.test(snake(name)); }

/** `lastLogin` is last_login. */
export function snake(name: string): string { return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase(); }
