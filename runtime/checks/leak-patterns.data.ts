/** Inner details of a server that an answer may give away, and what they look like in its text. */
export interface LeakPattern {
  /** What it is, in the words of a message. */
  readonly name: string;
  readonly kind: 'stack trace' | 'database message' | 'file path';
  readonly pattern: RegExp;
}

/**
 * Each pattern is one that prose does not have by chance. They are tried in their order: the first that fits names the leak.
 */
export const leakPatterns: readonly LeakPattern[] = [
  {
    name: 'a stack trace of JavaScript',
    kind: 'stack trace',
    pattern:
      /\bat (?:async )?(?:new )?[\w$.<>]{1,120}(?: \[as [\w$.]{1,60}\])? \((?:file:\/\/|node:|[A-Za-z]:|\/|\.)[^()\s"]{1,300}:\d+:\d+\)/,
  },
  {
    name: 'a stack trace of Python',
    kind: 'stack trace',
    pattern: /Traceback \(most recent call last\)|File "[^"]{1,300}\.py", line \d+, in /,
  },
  {
    name: 'a stack trace of the JVM',
    kind: 'stack trace',
    pattern:
      /\bat (?:[\w$]{1,60}\.){1,12}[\w$<>]{1,60}\((?:[\w$]{1,60}\.(?:java|kt|scala|groovy):\d+|Native Method|Unknown Source)\)/,
  },
  {
    name: 'a stack trace of .NET',
    kind: 'stack trace',
    pattern:
      /\bat (?:[\w`<>]{1,60}\.){1,12}[\w`<>[\]]{1,60}\([^()]{0,200}\) in [^\s"]{1,300}:line \d+|--- End of stack trace from previous location/,
  },
  { name: 'a stack trace of Go', kind: 'stack trace', pattern: /\bgoroutine \d+ \[[a-z ]{1,40}\]:/ },
  {
    name: 'a stack trace of PHP',
    kind: 'stack trace',
    pattern:
      /#\d+ [^\s"]{1,300}\.php\(\d+\): |\bin (?:<b>)?[^\s"<]{1,300}\.php(?:<\/b>)? on line (?:<b>)?\d+|Stack trace:\s{0,4}#0 /,
  },
  { name: 'a stack trace of Ruby', kind: 'stack trace', pattern: /[\w./-]{1,200}\.rb:\d+:in [`'][^'\n]{1,120}'/ },
  {
    name: 'a message of PostgreSQL',
    kind: 'database message',
    pattern:
      /syntax error at or near "|violates (?:foreign key|unique|not-null|check|exclusion) constraint|invalid input syntax for (?:type )?(?:integer|bigint|smallint|uuid|json|jsonb|date|timestamp|numeric|boolean)\b|\b(?:relation|column) "[^"]{1,80}" does not exist/,
  },
  {
    name: 'a message of MySQL or MariaDB',
    kind: 'database message',
    pattern:
      /You have an error in your SQL syntax|\bER_(?:DUP_ENTRY|PARSE_ERROR|BAD_FIELD_ERROR|NO_SUCH_TABLE|NO_REFERENCED_ROW\w*|DATA_TOO_LONG)\b|Duplicate entry '[^'\n]{0,200}' for key '/,
  },
  {
    name: 'a message of SQLite',
    kind: 'database message',
    pattern:
      /\bSQLITE_(?:ERROR|CONSTRAINT\w*|MISMATCH|BUSY|READONLY|CANTOPEN)\b|\b(?:UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed\b/,
  },
  { name: 'a message of Oracle', kind: 'database message', pattern: /\bORA-\d{5}: / },
  {
    name: 'a message of SQL Server',
    kind: 'database message',
    pattern:
      /Unclosed quotation mark after the character string|Incorrect syntax near '|Conversion failed when converting the \w+ value/,
  },
  {
    name: 'an error of a database driver or mapper',
    kind: 'database message',
    pattern:
      /\bSQLSTATE\[\w{5}\]|\b(?:Sequelize\w{0,40}|QueryFailed|PrismaClient\w{1,40})Error\b|Invalid `[^`\n]{0,80}prisma\.[^`\n]{1,80}` invocation|\(psycopg2?\.errors\.\w+\)|\bE11000 duplicate key error collection\b|org\.hibernate\.\w|PDOException\b|ActiveRecord::Statement/,
  },
  {
    name: 'a statement of SQL',
    kind: 'database message',
    pattern:
      /\bSELECT [\w."`*,() ]{1,400} FROM [\w."`]{1,120} (?:WHERE|JOIN|LEFT|INNER|ORDER|LIMIT|GROUP)\b|\bINSERT INTO [\w."`]{1,120} \([^()]{1,400}\) VALUES ?\(|\bUPDATE [\w."`]{1,120} SET [\w."`]{1,80} ?= ?/,
  },
  {
    name: 'a path of the server’s files',
    kind: 'file path',
    pattern:
      /(?:^|[\s"'(=:])(?:file:\/\/)?\/(?:home|Users|var|usr|opt|app|srv|root|workspace|code)\/[\w.@/-]{1,250}\.(?:[cm]?[jt]sx?|py|rb|php|java|kt|go|rs|cs|ex|sqlite3?|db|env|ya?ml|conf)\b|\b[A-Z]:(?:\\[\w.@ -]{1,80}){2,20}\.(?:[cm]?[jt]sx?|py|cs|php|java|rb|dll|config|db)\b|\/(?:node_modules|site-packages|dist-packages|vendor\/bundle)\/[\w.@/-]{1,200}\.\w{1,6}\b/,
  },
];
