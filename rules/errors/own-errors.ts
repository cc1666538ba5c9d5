/** The error types a part of a project fails with by habit: declared somewhere in the project, and used by several of its functions. */
import type { FileFacts, Language, TypeRef } from '../../src/facts/structure.js';
import type { Program } from '../../src/rule/index.js';

const manifest = /(?:^|\/)(?:Cargo\.toml|package\.json|pyproject\.toml)$/;
/** One function that uses a type is no habit. */
const habit = 2;

/** The error type most used in a package, and how many functions fail with it. */
export interface OwnError { readonly name: string; readonly uses: number; readonly package: string; /** Declared where a project keeps its errors: `error.rs`, `errors/`. */ readonly central: boolean; /** The functions that fail with it, as `file index`. */ readonly by: ReadonlySet<string> }

export interface OwnErrors {
  /** What the package of a file fails with, when it is a habit there. */
  around(file: FileFacts): OwnError | undefined;
}

export function ownErrorsOf(language: Language, program: Program): OwnErrors {
  const files = program.files.filter(file => file.language === language && file.role === 'production');
  const declared = new Set(files.flatMap(ownErrors));
  const kept = new Set(files.filter(file => /(?:^|\/)(?:\w*_)?(?:errors?|exceptions?)(?:\.\w+$|\/)/.test(file.file)).flatMap(ownErrors));
  const aliases = aliasesOf(files, declared);
  const packages = [...program.companions.keys()].filter(path => manifest.test(path)).map(path => path.slice(0, path.lastIndexOf('/') + 1)).sort((one, other) => other.length - one.length);
  const packageOf = (file: FileFacts): string => packages.find(folder => file.file.startsWith(folder)) ?? '';
  const uses = new Map<string, Map<string, Set<string>>>();
  for (const file of files) {
    for (const [name, by] of usesIn(file, declared, aliases)) {
      const here = uses.get(packageOf(file)) ?? new Map<string, Set<string>>();
      uses.set(packageOf(file), here.set(name, (here.get(name) ?? new Set()).add(`${file.file} ${String(by)}`)));
    }
  }
  return {
    around(file) {
      const [most] = [...uses.get(packageOf(file)) ?? []].sort(([, one], [, other]) => other.size - one.size);
      return most && most[1].size >= habit ? { name: most[0], uses: most[1].size, package: packageOf(file), central: kept.has(most[0]), by: most[1] } : undefined;
    },
  };
}

/** Names of the error types a file declares. */
function ownErrors(file: FileFacts): readonly string[] {
  return file.classes.flatMap(({ name, kind, bases }) => {
    const isError = file.language === 'rust' ? (kind === 'enum' || kind === 'struct') && /Error$/.test(name) : kind === 'class' && bases.some(base => /(?:Error|Exception)$/.test(base.name)) && /(?:Error|Exception)$/.test(name);
    // What only names a status is no error of the domain.
    return isError && !/^Http/i.test(name) ? [name] : [];
  });
}

/** `type AppResult<T> = Result<T, AppError>`. */
function aliasesOf(files: readonly FileFacts[], declared: ReadonlySet<string>): ReadonlyMap<string, string> {
  return new Map(files.flatMap(file => file.aliases.flatMap(({ name, type }) => {
    const error = type.args[1];
    return last(type) === 'Result' && error && declared.has(last(error)) ? [[name, last(error)] as const] : [];
  })));
}

/** Each own error type with the functions that fail with it. */
function usesIn(file: FileFacts, declared: ReadonlySet<string>, aliases: ReadonlyMap<string, string>): readonly (readonly [string, number])[] {
  const own = new Set(ownErrors(file));
  const foreign = (error: TypeRef): boolean => /::/.test(error.text) && !/^(?:crate|self|super)::/.test(error.text) && last(error) === 'Error';
  if (file.language === 'rust') {
    return file.functions.flatMap(({ returns }, index) => {
      if (!returns) return [];
      const error = returns.args[1];
      if (error) return last(returns) === 'Result' && declared.has(last(error)) && !foreign(error) ? [[last(error), index] as const] : [];
      const name = file.imports.some(one => one.module === 'anyhow' && one.local === 'Result') ? undefined : aliases.get(last(returns));
      return name === undefined || /anyhow|io::/.test(returns.text) ? [] : [[name, index] as const];
    });
  }
  return file.raises.flatMap(({ value, in: fn }) => {
    const made = value.kind === 'call' ? file.calls[value.call]?.callee : value;
    const name = made?.kind === 'name' || made?.kind === 'member' ? made.name : undefined;
    return name !== undefined && declared.has(name) && !own.has(name) ? [[name, fn] as const] : [];
  });
}

function last(type: TypeRef): string { return type.name.split(/::|\./).at(-1) ?? type.name; }
