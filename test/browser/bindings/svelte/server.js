import { start } from 'ethogram';
import { render as renderApp } from 'svelte/server';
import { definitions } from '../behaviour.js';
import App from './App.svelte';

export const render = async () => renderApp(App, { props: { ethogram: start({ definitions }) } }).body;
