/** Text from judged code, made harmless in Markdown. */

/** Names in judged code must not become mentions, links or markup; what stands in backticks is safe already. */
export function escaped(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').split(/(`[^`]*`)/).map((part, index) => (index % 2 === 1 ? part : escapedProse(part))).join('');
}

function escapedProse(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, '\\$&').replace(/@(?=\w)/g, '@\u200b');
}

export function code(text: string): string {
  return `\`${text.replaceAll('`', '\'')}\``;
}
