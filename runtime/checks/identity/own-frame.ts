/** A place in the code of the server. */
export interface OwnFrame {
  /** Function and file, without folders and line numbers, which differ from machine to machine and change with every edit. */
  readonly text: string;
  /** Whether the function has a name: else all that is in the file looks alike. */
  readonly isNamed: boolean;
}

/** The innermost frame of a stack trace that is no library’s. `undefined` where there is no trace, or no own frame. */
export function ownFrame(text: string): OwnFrame | undefined {
  for (const { pattern, isInnermostLast } of languages) {
    const frames = Array.from(text.matchAll(pattern), ({ groups = {} }) => groups).filter(
      ({ file = '' }) => !isForeign.test(file),
    );
    const frame = isInnermostLast === true ? frames.at(-1) : frames[0];
    if (frame === undefined) continue;
    const { name = '', file = '' } = frame;
    const isNamed = name !== '' && !/<anonymous>|<module>|<lambda>|\.func\d|lambda\$/.test(name);
    return { text: isNamed ? `${name} (${baseName(file)})` : baseName(file), isNamed };
  }
  return undefined;
}

interface Language {
  /** With the groups `name` and `file`. */
  readonly pattern: RegExp;
  readonly isInnermostLast?: true;
}

const languages: readonly Language[] = [
  // Node.js
  {
    pattern:
      /\bat (?:async )?(?:(?<name>[\w$.<>]{1,120}(?: \[as [\w$.]{1,60}\])?) \()?(?<file>(?:file:\/\/|node:|[A-Za-z]:[\\/]|\/)[^()\s"]{1,300}):\d+:\d+/g,
  },
  // Python: the innermost frame is the last
  { pattern: /File "(?<file>[^"\n]{1,300})", line \d+, in (?<name>[^\s"]{1,120})/g, isInnermostLast: true },
  // .NET, before the JVM: both begin with `at`
  { pattern: /\bat (?<name>[\w`<>.[\]]{1,200})\([^()]{0,200}\) in (?<file>[^\s":]{1,300}):line \d+/g },
  // JVM: the class is the place
  {
    pattern:
      /\bat (?<file>(?:[\w$]{1,60}\.){1,12})(?<name>[\w$<>]{1,60})\([\w$]{1,60}\.(?:java|kt|scala|groovy):\d+\)/g,
  },
  // PHP
  { pattern: /#\d+ (?<file>[^\s"(]{1,300}\.php)\(\d+\): (?<name>[\w\\:>-]{1,120})/g },
  // Ruby
  { pattern: /(?<![\w./-])(?<file>[\w./-]{1,200}\.rb):\d+:in [`'](?<name>[^'\n]{1,120})'/g },
  // Go
  { pattern: /^(?<name>[\w./*()-]{1,160})\([^\n]{0,200}\)\n\s+(?<file>\/[^\s:]{1,300}\.go):\d+/gm },
];

/** Libraries and the runtime itself. */
const isForeign =
  /node_modules|^node:|internal\/|site-packages|dist-packages|lib\/python|^<frozen|\/vendor\/|\/gems\/|\/usr\/local\/go\/|\/go\/pkg\/mod\/|^(?:java|javax|jakarta|jdk|sun|kotlin|scala|org\.springframework|org\.apache|org\.hibernate|com\.fasterxml|io\.netty|reactor|Microsoft|System)\./;

function baseName(file: string): string {
  const parts = file.replace(/\.$/, '').split(/[\\/]/);
  return parts.at(-1) ?? file;
}
