import { start } from 'ethogram';
import { counted, definitions } from '../behaviour.js';
import App from './App.svelte';

const target = document.getElementById('app');
target.textContent = '';
const ethogram = counted(start({ definitions }));
const app = new App({ target, props: { ethogram } });
Object.assign(window, { unmount: () => app.$destroy(), ready: ethogram.ready });
