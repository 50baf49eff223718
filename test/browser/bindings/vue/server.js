import { start } from 'ethogram';
import { ethogramPlugin } from 'ethogram/vue';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { definitions } from '../behaviour.js';
import App from './App.vue';

export const render = () => renderToString(createSSRApp(App).use(ethogramPlugin, start({ definitions })));
