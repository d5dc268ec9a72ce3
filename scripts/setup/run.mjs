// @ts-check
// Starting other programs: quietly with captured output, or in the foreground
// with the terminal handed over and signals passed on.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { whenNpmIsGone } from './parent.mjs';

/** @typedef {{ status: number, stdout: string, stderr: string, error?: NodeJS.ErrnoException }} Captured */

/**
 * Run a program and capture what it prints. Never rejects: a program that could
 * not be started has status 127 and `error`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { input?: string, timeoutMs?: number }} [options]
 * @returns {Promise<Captured>}
 */
export function capture(command, args, options = {}) {
  const { input, timeoutMs, ...rest } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...rest, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    const timer = timeoutMs ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined;
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ status: 127, stdout, stderr, error });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ status: exitStatus(code, signal), stdout, stderr });
    });
    if (input !== undefined) child.stdin?.end(input);
  });
}

/**
 * The shell's convention: a program ended by a signal has status 128 + its number.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {number}
 */
export function exitStatus(code, signal) {
  if (code !== null) return code;
  return 128 + (signal ? (os.constants.signals[signal] ?? 0) : 0);
}

const PASSED_ON = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Run a program in the foreground and resolve with its exit status. Signals
 * sent to this process reach it, and this process always outlives it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function foreground(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    // At a terminal, Ctrl-C already reaches the whole group. Sending it again
    // would be a second Ctrl-C, which many programs take as "quit at once".
    const atTerminal = Boolean(process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY);
    const listeners = PASSED_ON.map((signal) => {
      const listener = () => {
        if (signal === 'SIGINT' && atTerminal) return;
        child.kill(signal);
      };
      process.on(signal, listener);
      return /** @type {const} */ ([signal, listener]);
    });
    const stopLooking = whenNpmIsGone(() => child.kill('SIGTERM'));
    const stopListening = () => {
      stopLooking();
      for (const [signal, listener] of listeners) process.off(signal, listener);
    };
    child.on('error', (error) => {
      stopListening();
      reject(error);
    });
    child.on('close', (code, signal) => {
      stopListening();
      resolve(exitStatus(code, signal));
    });
  });
}

/**
 * How to call npm: the very npm that started us when there is one (so that its
 * configuration applies), else the one that came with this Node, else the one on PATH.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @param {string} [node] the running Node's executable
 * @returns {{ command: string, prefix: string[], shell: boolean }}
 */
export function npmCommand(env = process.env, platform = process.platform, node = process.execPath) {
  if (env.npm_execpath && /npm-cli\.js$/.test(env.npm_execpath)) {
    return { command: node, prefix: [env.npm_execpath], shell: false };
  }
  if (platform !== 'win32') return { command: 'npm', prefix: [], shell: false };
  const own = path.join(path.dirname(node), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (fs.existsSync(own)) return { command: node, prefix: [own], shell: false };
  // Windows' npm is a .cmd file, which only a shell can start.
  return { command: 'npm', prefix: [], shell: true };
}

/**
 * An environment in which programs of this folder are found first. Windows calls the variable `Path`, and a program
 * that is given both spellings takes one of them alone.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} folder
 * @returns {NodeJS.ProcessEnv}
 */
export function withFirstOnPath(env, folder) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...env, [name]: [folder, env[name]].filter(Boolean).join(path.delimiter) };
}
