/** The anchor of a title as code hosts make it of a Markdown file, so that a link leads to one place here and there. */
export const anchorOf = (title) =>
  title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
