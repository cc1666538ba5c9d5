/** Lints about how code looks, is named or is left unused: silencing one of them hides no fault. */

const names = /^(?:non_(?:snake_case|camel_case_types|upper_case_globals)|dead_code|unused(?:_\w+)?|missing_docs|unreachable_pub|clippy::(?:too_many_(?:arguments|lines)|type_complexity|cognitive_complexity|module_inception|module_name_repetitions|upper_case_acronyms|enum_variant_names|new_without_default|should_implement_trait|wrong_self_convention|large_enum_variant|single_match\w*|needless_\w+|redundant_\w+|collapsible_\w+|items_after_\w+|doc_\w+))$/;
const codes = /^(?:E(?!9)\d+|W[1-5]\d+|N8\d+|C9\d+|D\d+|I\d+|Q\d+|COM\d+|ERA\d+|PLR09\d+|F401)$/;
const pylint = /^(?:C\d+|R\d+|line-too-long|invalid-name|missing-[\w-]*docstring|too-(?:many|few)-[\w-]+|unused-(?:import|argument|variable)|wrong-import-(?:order|position)|import-outside-toplevel|no-self-use|duplicate-code)$/;
const eslint = /^(?:(?:@[\w-]+\/)?(?:max-[\w-]+|camelcase|naming-convention|indent|quotes|semi|comma-dangle|no-unused-vars|object-shorthand|dot-notation|func-names|no-underscore-dangle|class-methods-use-this|lines-between-[\w-]+|padding-line-[\w-]+|sort-[\w-]+|no-multi-spaces|no-mixed-spaces-and-tabs|object-curly-[\w-]+|arrow-[\w-]+|prefer-const|no-plusplus|no-use-before-define|explicit-(?:module-boundary-types|function-return-type)|complexity)|prettier\/prettier|import\/(?:order|prefer-default-export|no-named-as-default|first|newline-after-import)|simple-import-sort\/\w+|unicorn\/filename-case)$/;

interface Spelling { readonly start: RegExp; readonly lint: RegExp }

const spellings: readonly Spelling[] = [
  { start: /^(?:(?:flake8|ruff)\s*:\s*)?noqa\s*:\s*/, lint: codes },
  { start: /^pylint:\s*disable(?:-next)?=/, lint: pylint },
  { start: /^eslint-disable(?:-next-line|-line)?\s+/, lint: eslint },
  { start: /^#!?\[\s*(?:allow|expect)\s*\(/, lint: names },
];

/** What is silenced, when all of it is style: equal for two suppressions of the same lints. */
export function styleSilencedBy(comment: string): string | undefined {
  const spelling = spellings.find(one => one.start.test(comment));
  if (!spelling) return undefined;
  const lints = comment.replace(spelling.start, '').replace(/\)\s*\]\s*$/, '').split(/[\s,]+/).filter(one => one !== '');
  return lints.length > 0 && lints.every(one => spelling.lint.test(one)) ? [...lints].sort().join(', ') : undefined;
}
