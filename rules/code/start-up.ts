/** What a Python application runs when it starts: event handlers, its lifespan, the function that makes it, and modules while they are imported. */
import { argumentOfCall, type App, type CallRef, type FileFacts, type FunctionRef, type Program, type Value } from '../../src/rule/index.js';

export interface StartUp {
  readonly functions: readonly FunctionRef[];
  /** Something given to start with could not be followed. */
  readonly unseen: string | undefined;
}

export function startUpOf(app: App, program: Program): StartUp {
  const functions: FunctionRef[] = [];
  let unseen: string | undefined;
  const add = (file: FileFacts, fn: number, value: Value): void => {
    for (const source of value.kind === 'list' ? value.items : [value]) {
      const meaning = program.meaningOf(file, fn, source);
      if (meaning.kind === 'function') functions.push(meaning.fn);
      else unseen ??= 'what it runs when it starts could not be followed';
    }
  };
  for (const file of program.files.filter(one => one.language === 'python' && one.role === 'production')) {
    for (const one of program.functionsOf(file)) if (one.fact.decorators.some(decorator => /(^|\.)(on_event|before_serving|before_first_request|listener)$/.test(decorator.path) && (decorator.args.length === 0 || decorator.args.some(argument => argument.value.kind === 'text' && /start|before_server/.test(argument.value.text))))) functions.push(one);
    for (const call of file.calls) if (call.callee.kind === 'member' && call.callee.name === 'add_event_handler' && call.args[0]?.value.kind === 'text' && call.args[0].value.text === 'startup' && call.args[1]) add(file, call.in, call.args[1].value);
    // Django: `AppConfig.ready`.
    for (const one of program.functionsOf(file)) if (one.fact.name === 'ready' && file.classes[one.fact.class]?.bases.some(base => /AppConfig$/.test(base.name))) functions.push(one);
  }
  const { made } = app;
  for (const option of made ? ['lifespan', 'on_startup'] : []) {
    const given = made && argumentOfCall(made.fact, option);
    if (made && given && given.kind !== 'nothing') add(made.file, made.fact.in, given);
  }
  const maker = made && program.functionsOf(made.file).find(one => one.index === made.fact.in);
  return { functions: maker ? [...functions, maker] : functions, unseen };
}

/** Calls made while the application starts, nearest first; those of modules run when they are imported. */
export function* callsAtStart({ functions }: StartUp, program: Program): Generator<CallRef> {
  for (const fn of functions) for (const { call } of program.callsReachedFrom(fn)) yield call;
  for (const file of program.files) {
    if (file.language !== 'python' || file.role !== 'production') continue;
    for (const call of program.calls(file)) {
      if (call.fact.in >= 0) continue;
      yield call;
      const callee = program.calleeOf(call);
      if (callee.known) for (const reached of program.callsReachedFrom(callee.value)) yield reached.call;
    }
  }
}
