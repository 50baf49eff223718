import type { Undo } from '../base/listen.js';
import { type Focus, holds } from './dom.js';

export interface Templates {
  /** Puts in what is due, and takes out what is not. True: something waits for the focus to move on. */
  update(focus: Focus): boolean;
  stop: Undo;
}

/**
 * `<template data-segment="a !b">`: its content stands behind it as long as that holds. `appeared` hears of what was
 * put in. It is copied as nodes, so no text ever becomes markup.
 */
export const bindTemplates = (
  isIn: (segment: string) => boolean,
  appeared: (template: HTMLTemplateElement, nodes: readonly Node[]) => void,
): Templates => {
  const shown = new Map<HTMLTemplateElement, readonly ChildNode[]>();

  const takeOut = (template: HTMLTemplateElement) => {
    for (const node of shown.get(template) ?? []) node.remove();
    shown.delete(template);
  };

  return {
    update(focus) {
      let isWaiting = false;
      for (const template of document.querySelectorAll('template[data-segment]')) {
        if (!(template instanceof HTMLTemplateElement) || shown.has(template)) continue;
        if (!holds(template.dataset.segment ?? '', isIn)) continue;
        const content = document.importNode(template.content, true);
        const nodes = [...content.childNodes];
        shown.set(template, nodes);
        template.after(content);
        appeared(template, nodes);
      }
      for (const [template, nodes] of shown) {
        if (template.isConnected && holds(template.dataset.segment ?? '', isIn)) continue;
        if (focus instanceof Node && nodes.some((node) => node.contains(focus))) isWaiting = true;
        else takeOut(template);
      }
      return isWaiting;
    },
    stop() {
      for (const template of shown.keys()) takeOut(template);
    },
  };
};
