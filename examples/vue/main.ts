import { ethogramPlugin } from 'ethogram/vue';
import { createApp } from 'vue';
import { ethogram } from '../books/behaviour.js';
import App from './App.vue';

createApp(App).use(ethogramPlugin, ethogram).mount('#app');
