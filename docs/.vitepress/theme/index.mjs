import DefaultTheme from 'vitepress/theme';
import './reading.css';

export default DefaultTheme;
