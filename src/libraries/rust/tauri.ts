/** Tauri 2: commands are functions with an attribute, and state is handed to them by type. */
import type { Library } from '../library.js';
import { kept } from './kept.js';

export const tauri: Library = {
  name: 'tauri',
  language: 'rust',
  mentions: ['tauri'],
  bases: kept('tauri.AppHandle', 'tauri.App', 'tauri.Window', 'tauri.WebviewWindow'),
  aliases: { 'tauri.State': 'tauri.State', 'tauri.ipc.State': 'tauri.State' },
  calls: {
    'tauri.Builder.default': { returns: 'tauri.Builder' }, 'tauri.Builder.new': { returns: 'tauri.Builder' }, 'tauri.Builder.setup': { returns: 'self', passes: 'tauri.App' }, 'tauri.Builder.*': { returns: 'self' },
    'tauri.App.handle': { returns: 'tauri.AppHandle' }, 'tauri.AppHandle.app_handle': { returns: 'self' },
    'tauri.AppHandle.state': { returns: 'generic' }, 'tauri.App.state': { returns: 'generic' }, 'tauri.Window.state': { returns: 'generic' }, 'tauri.AppHandle.try_state': { returns: 'generic' }, 'tauri.Manager.state': { returns: 'generic' },
    'tauri.AppHandle.emit': {}, 'tauri.App.manage': { injects: 0 }, 'tauri.AppHandle.manage': { injects: 0 }, 'tauri.Builder.manage': { returns: 'self', injects: 0 },
    'tauri.async_runtime.block_on': { blocks: 'process' }, 'tauri.async_runtime.spawn': {}, 'tauri.async_runtime.spawn_blocking': {},
  },
  routeDecorators: { 'tauri.command': { kind: 'command' } },
};
