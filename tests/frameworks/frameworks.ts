import { join } from 'node:path';
import { installNode, installPython, nodeFolder, python, pythonFolder } from './install.ts';

/** A clean API: how it is installed and started. */
export interface Framework {
  readonly name: string;
  /** Installs what is not there; says why where the machine cannot. */
  readonly install: () => string | undefined;
  readonly command: readonly [program: string, ...args: string[]];
  readonly cwd: string;
}

/** Every API of fixtures/frameworks, in the order of the table. */
export const frameworks: readonly Framework[] = [
  node('fastify'),
  node('hono'),
  node('express'),
  node('nest'),
  node('nest', 'whitelist'),
  node('nest', 'forbid'),
  { name: 'fastapi', install: installPython, command: [python(), 'app.py'], cwd: pythonFolder },
];

function node(folder: string, ...args: readonly string[]): Framework {
  return {
    name: [folder, ...args].join('-'),
    install: installNode,
    command: [process.execPath, join('dist', folder, 'main.js'), ...args],
    cwd: nodeFolder,
  };
}
