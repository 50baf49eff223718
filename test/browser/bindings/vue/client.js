import { start } from 'ethogram';
import { ethogramPlugin } from 'ethogram/vue';
import { createSSRApp } from 'vue';
import { counted, definitions } from '../behaviour.js';
import App from './App.vue';

const ethogram = counted(start({ definitions }));
const app = createSSRApp(App).use(ethogramPlugin, ethogram);
app.mount('#app');
Object.assign(window, { unmount: () => app.unmount(), ready: ethogram.ready });
