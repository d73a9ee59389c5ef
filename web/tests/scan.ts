/** The texts in the sources of the console, as readers see them, with `…` for inserted values. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAst } from 'vite';

const SOURCES = join(import.meta.dirname, '../src');
const GENERATED = /\.generated\.ts$|\/generated\//;

/** A node of the syntax tree. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [name: string]: unknown;
}

/** A text, its position, and the code for each `…` in it. */
export interface Text {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly filled: readonly string[];
  /** True if it is between elements, where all of it is shown. */
  readonly isBetween: boolean;
}

/** A call of a function, with each argument that is a text, and undefined for every other argument. */
export interface Call {
  readonly file: string;
  readonly line: number;
  readonly texts: readonly (string | undefined)[];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !GENERATED.test(path));
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node))
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) yield* nodesOf(one);
}

/** Calls back with every node of every source. */
function walk(visit: (node: Node, source: string, file: string) => void) {
  for (const path of filesIn(SOURCES)) {
    const source = readFileSync(path, 'utf-8');
    const tree = parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node;
    for (const node of nodesOf(tree)) visit(node, source, relative(SOURCES, path));
  }
}

const lineOf = (source: string, offset: number) => source.slice(0, offset).split('\n').length;

/** Returns a text between elements as shown: without its line breaks and the spaces of any kind around them. */
function shownOf(text: string): string {
  const lines = text.split('\n');
  const trimmed = lines.map((line, place) => {
    const start = place ? line.trimStart() : line;
    return place < lines.length - 1 ? start.trimEnd() : start;
  });
  return trimmed.filter(Boolean).join(' ');
}

/** Returns the text of a template or of the children of an element, with the inserted code. */
function joined(parts: readonly Node[], source: string): Pick<Text, 'text' | 'filled'> {
  const filled: string[] = [];
  const pieces = parts.map((part) => {
    if (part.type === 'TemplateElement') return (part.value as { cooked: string }).cooked;
    if (part.type === 'JSXText') return shownOf(part.value as string);
    const inner = (part.expression as Node | undefined) ?? part;
    if (inner.type === 'Literal' && typeof inner.value === 'string') return inner.value;
    filled.push(source.slice(inner.start, inner.end));
    return '…';
  });
  return { text: pieces.join(''), filled };
}

/** Returns every text of the sources. */
export function texts(): readonly Text[] {
  const found: Text[] = [];
  walk((node, source, file) => {
    const add = (read: Pick<Text, 'text' | 'filled'>, isBetween = false) =>
      found.push({ file, line: lineOf(source, node.start), ...read, isBetween });
    if (node.type === 'Literal' && typeof node.value === 'string') add({ text: node.value, filled: [] });
    if (node.type === 'TemplateLiteral') {
      const [quasis, expressions] = [node.quasis as Node[], node.expressions as Node[]];
      add(
        joined(
          [...quasis, ...expressions].sort((one, other) => one.start - other.start),
          source,
        ),
      );
    }
    if (node.type === 'JSXElement' || node.type === 'JSXFragment')
      for (const run of runsOf(node.children as Node[])) add(joined(run, source), true);
  });
  return found;
}

/** Splits the children of an element at those that are elements: each run is read as one line. */
function runsOf(children: readonly Node[]): Node[][] {
  const runs: Node[][] = [[]];
  for (const child of children) {
    if (child.type === 'JSXElement' || child.type === 'JSXFragment') runs.push([]);
    else runs.at(-1)?.push(child);
  }
  return runs.filter((run) => run.some(({ type }) => type === 'JSXText'));
}

/** Returns every call of a function by its name. */
export function callsOf(name: string): readonly Call[] {
  const found: Call[] = [];
  walk((node, source, file) => {
    const callee = node.callee as Node | undefined;
    if (node.type !== 'CallExpression' || callee?.type !== 'Identifier' || callee.name !== name) return;
    const texts = (node.arguments as Node[]).map((one) =>
      one.type === 'Literal' && typeof one.value === 'string' ? one.value : undefined,
    );
    found.push({ file, line: lineOf(source, node.start), texts });
  });
  return found;
}
