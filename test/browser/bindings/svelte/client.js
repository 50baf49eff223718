import { start } from 'ethogram';
import { hydrate, unmount } from 'svelte';
import { counted, definitions } from '../behaviour.js';
import App from './App.svelte';

const ethogram = counted(start({ definitions }));
const app = hydrate(App, { target: document.getElementById('app'), props: { ethogram } });
Object.assign(window, { unmount: () => unmount(app), ready: ethogram.ready });
