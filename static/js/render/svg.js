const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} name @param {Record<string, string | number>} attributes @param {(Element | string)[]} children
 * @returns {SVGElement}
 */
export function svg(name, attributes = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, name));
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Touches the page only when something changes: it would be laid out anew. @param {Element} element @param {string} name @param {string} value */
export function assign(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Touches the page only when something changes: to say again what is so would style it anew. @param {HTMLElement} element @param {boolean} hidden */
export function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Touches the page only when something changes, and keeps the text that is there: another one would be styled anew. @param {Element} element @param {string} content */
export function write(element, content) {
  const text = element.firstChild;
  if (!(text instanceof Text) || text.nextSibling) element.textContent = content;
  else if (text.data !== content) text.data = content;
}
