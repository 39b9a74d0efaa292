import { mount } from 'svelte';
import App from './shell/App.svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';

export default mount(App, { target: document.getElementById('console')! });
