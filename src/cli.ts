#!/usr/bin/env node
import { CommanderError } from 'commander';
import { createProgram, type CommandActions } from './commands/program.ts';
import { usageErrorOf } from './commands/usage-error.ts';
import { exitCodes } from './exit-code.ts';
import { formatError } from './print-error.ts';

const sources = { env: process.env, cwd: process.cwd() };

const actions: CommandActions = {
  run: async (flags) => (await import('./commands/run.ts')).runCommand({ ...sources, flags }),
  demo: async (flags) => (await import('./commands/demo.ts')).demoCommand({ ...sources, flags }),
  operations: async (flags, own) =>
    (await import('./commands/operations.ts')).operationsCommand({ ...sources, flags }, own),
  explain: async (check) => (await import('./commands/explain.ts')).explainCommand(check),
  replay: async (flags, own) => (await import('./commands/replay.ts')).replayCommand({ ...sources, flags }, own),
  export: async (flags, own) => (await import('./commands/export.ts')).exportCommand({ ...sources, flags }, own),
  cases: async (flags, own) => (await import('./commands/cases.ts')).casesCommand({ ...sources, flags }, own),
};

async function main(args: readonly string[]): Promise<number> {
  let status: number = exitCodes.ok;
  const onExit = (given: number): void => {
    status = given;
  };
  const wantsHelp = args[0] === 'help' || args.includes('--help') || args.includes('-h');
  const catalogue = wantsHelp ? await (await import('./config/known-names.ts')).loadCatalogue() : undefined;
  const program = createProgram(actions, onExit, catalogue);
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.ok; // --help, --version
      if (error.code === 'commander.help') return exitCodes.notTested; // no command: the help was shown
      process.stderr.write(formatError(usageErrorOf(error, program, args), false));
    } else {
      process.stderr.write(formatError(error, args.includes('--debug') || isSet(process.env['ATG_DEBUG'])));
    }
    return exitCodes.notTested;
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no', 'off'].includes(value.toLowerCase());
}

/** A reader that closed the pipe early (`| head`) has seen enough; any other error of the stream is one. */
function tolerateClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.writable) stream.write('', () => resolve());
    else resolve();
  });
}

tolerateClosedPipe(process.stdout);
tolerateClosedPipe(process.stderr);
const status = await main(process.argv.slice(2));
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
// Not left to an empty event loop: a test target may hold a connection open for as long as it likes.
process.exit(status);
