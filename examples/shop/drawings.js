/** The shop's pictures, drawn here: nothing is fetched from elsewhere. */

const laces = (points, colour) =>
  points
    .map(
      ([x1, y1, x2, y2]) =>
        `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${colour}" stroke-width="6" stroke-linecap="round"/>`,
    )
    .join('');

const shadow = '<ellipse cx="162" cy="186" rx="128" ry="7" fill="#1f2421" opacity=".13"/>';

const DRAWINGS = {
  runner: ({ main, trim, sole }) => `${shadow}
    <path d="M36 150C28 116 38 82 58 66c6-5 14-3 16 4 4 16 18 22 34 14 8-4 12-16 20-18 6-2 10 0 14 6 18 26 44 40 80 48 40 9 66 14 66 32v6z" fill="${main}"/>
    <path d="M38 150c-3-14-3-30 1-44 22 4 40 16 52 44z" fill="${trim}" opacity=".9"/>
    <path d="M170 150c4-22 20-34 48-32l8 2c40 8 62 14 62 30z" fill="${sole}" opacity=".22"/>
    <path d="M112 150l26-62M138 150l28-48" stroke="${trim}" stroke-width="7" stroke-linecap="round" opacity=".9"/>
    ${laces(
      [
        [128, 78, 148, 68],
        [140, 92, 160, 82],
        [156, 106, 174, 94],
        [174, 116, 190, 104],
      ],
      trim,
    )}
    <path d="M28 146c0-4 3-6 7-6l247 1c8 0 14 7 14 15 0 6-4 10-10 10H48c-12 0-20-8-20-20z" fill="${trim}"/>
    <path d="M30 158c3 9 10 16 22 16h232c8 0 12-5 12-12l-6 3H52c-10 0-17-2-22-7z" fill="${sole}"/>
    ${[60, 92, 124, 156, 188, 220, 252].map((x) => `<path d="M${x} 172l5 9h10l5-9z" fill="${sole}"/>`).join('')}`,
  lowcut: ({ main, trim, sole }) => `${shadow}
    <path d="M40 152c-8-30-4-60 14-80 8-8 22-8 30 0 10 10 30 10 40 0 8-8 20-8 28 2 16 20 40 36 74 42 44 8 66 14 66 36z" fill="${main}"/>
    <path d="M186 152c0-20 14-38 40-36 44 8 66 14 66 36z" fill="#1f2421" opacity=".12"/>
    <path d="M186 152c0-20 14-38 40-36" fill="none" stroke="${trim}" stroke-width="2.5" stroke-dasharray="6 5"/>
    <path d="M120 152c6-30 2-54-4-74" fill="none" stroke="${trim}" stroke-width="2.5" stroke-dasharray="6 5"/>
    <path d="M58 74c14 14 64 16 86 0" fill="none" stroke="#1f2421" stroke-opacity=".25" stroke-width="5" stroke-linecap="round"/>
    ${laces(
      [
        [142, 88, 164, 78],
        [156, 102, 178, 92],
        [174, 114, 194, 103],
      ],
      trim,
    )}
    <path d="M32 148h262c4 0 6 4 6 9 0 12-8 19-20 19H56c-16 0-26-10-26-22 0-4 0-6 2-6z" fill="${sole}"/>
    <path d="M32 156h266" stroke="#1f2421" stroke-opacity=".18" stroke-width="2"/>`,
  boot: ({ main, trim, sole }) => `${shadow}
    <path d="M46 150c-2-40 8-80 2-118 0-6 4-10 10-10h72c6 0 9 4 10 10 2 26 10 44 26 54 24 14 56 18 86 26 30 8 42 18 42 38z" fill="${main}"/>
    <path d="M48 32c0-6 4-10 10-10h72c6 0 9 4 10 10l1 12H49z" fill="${trim}"/>
    <path d="M204 150c0-24 16-40 48-38 30 8 42 18 42 38z" fill="#1f2421" opacity=".2"/>
    <path d="M46 150c-1-18 0-36 2-54 24 6 36 24 36 54z" fill="#1f2421" opacity=".18"/>
    <path d="M112 150c8-34 6-70-2-106" fill="none" stroke="${trim}" stroke-width="2.5" stroke-dasharray="6 5" opacity=".8"/>
    ${laces(
      [
        [118, 56, 142, 52],
        [121, 70, 147, 66],
        [126, 84, 156, 77],
        [136, 99, 168, 90],
        [154, 112, 186, 99],
      ],
      trim,
    )}
    <path d="M34 146h258c5 0 8 3 8 8v8H34z" fill="${trim}"/>
    <path d="M32 158h268c0 12-8 20-20 20H142l-8-8h-22l-8 8H46c-10 0-14-6-14-14z" fill="${sole}"/>`,
  slipon: ({ main, trim, sole }) => `${shadow}
    <path d="M40 156c-8-26-2-52 16-64 30-4 66 4 92 10 26 6 52 4 84 14 40 12 62 22 60 40z" fill="${main}"/>
    <path d="M56 92c30-4 66 4 92 10-14 12-28 16-46 14-22-2-38-12-46-24z" fill="#1f2421" opacity=".35"/>
    <path d="M56 92c10 18 28 26 48 27 18 1 32-4 45-17" fill="none" stroke="${trim}" stroke-width="6" stroke-linecap="round"/>
    <path d="M168 108c-2 16-10 30-22 46" fill="none" stroke="${trim}" stroke-width="2.5" stroke-dasharray="5 5" opacity=".8"/>
    ${[
      [206, 130],
      [232, 138],
      [256, 146],
      [222, 148],
      [66, 132],
      [88, 144],
    ]
      .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="2.5" fill="${trim}" opacity=".55"/>`)
      .join('')}
    <path d="M32 150h260c5 0 7 4 6 10-2 10-10 16-20 16H54c-14 0-22-8-24-18-1-5 0-8 2-8z" fill="${sole}"/>
    <path d="M32 160h264" stroke="#1f2421" stroke-opacity=".15" stroke-width="2" stroke-dasharray="3 4"/>`,
  pack: ({ main, trim, sole }) => `<ellipse cx="160" cy="190" rx="84" ry="6" fill="#1f2421" opacity=".13"/>
    <path d="M136 34c0-20 48-20 48 0" fill="none" stroke="${sole}" stroke-width="8" stroke-linecap="round"/>
    <path d="M92 84c-14 10-16 56-6 76" fill="none" stroke="${sole}" stroke-width="10" stroke-linecap="round"/>
    <path d="M228 84c14 10 16 56 6 76" fill="none" stroke="${sole}" stroke-width="10" stroke-linecap="round"/>
    <path d="M98 78c0-32 20-48 62-48s62 16 62 48v92c0 12-8 18-20 18h-84c-12 0-20-6-20-18z" fill="${main}"/>
    <path d="M98 78c0-32 20-48 62-48s62 16 62 48l-8 20c-30 10-78 10-108 0z" fill="${sole}"/>
    <rect x="116" y="120" width="88" height="52" rx="10" fill="#1f2421" opacity=".16"/>
    <path d="M116 134h88" stroke="${trim}" stroke-width="4"/>
    <path d="M134 60v52M186 60v52" stroke="${trim}" stroke-width="7" stroke-linecap="round"/>
    <rect x="128" y="104" width="12" height="14" rx="2" fill="#f6efe4"/><rect x="180" y="104" width="12" height="14" rx="2" fill="#f6efe4"/>`,
  flask: ({ main, trim, sole }) => `<ellipse cx="160" cy="190" rx="54" ry="6" fill="#1f2421" opacity=".13"/>
    <path d="M134 22h52c4 0 6 3 6 6v26h-64V28c0-3 2-6 6-6z" fill="${trim}"/>
    <path d="M192 32h8c10 0 10 18 0 18h-8" fill="none" stroke="${trim}" stroke-width="6"/>
    <path d="M134 54h52v12h-52z" fill="${sole}"/>
    <path d="M134 64h52c10 8 14 18 14 30v82c0 8-6 12-12 12h-56c-6 0-12-4-12-12V94c0-12 4-22 14-30z" fill="${main}"/>
    <path d="M120 132h80v26h-80z" fill="${trim}"/>
    <path d="M148 152c2-8 8-12 16-12 2-4 8-4 9 0l6 2-6 1c0 5-4 9-10 9z" fill="${sole}"/>
    <path d="M132 84c-3 4-4 8-4 14v70" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="5" stroke-linecap="round"/>`,
  socks: ({ main, trim, sole }) => `<ellipse cx="168" cy="188" rx="92" ry="6" fill="#1f2421" opacity=".13"/>
    <g transform="translate(52 -6)"><path d="M92 26h56v84c0 10 6 16 16 20l36 16c22 10 20 40-4 40h-56c-34 0-50-16-50-44z" fill="${sole}"/><path d="M90 26h60v22H90z" fill="${trim}"/></g>
    <path d="M82 24h60v86c0 10 6 16 16 20l36 16c24 10 22 42-4 42h-58c-36 0-52-16-52-46z" fill="${main}"/>
    <path d="M80 20h64v26H80z" fill="${trim}"/>
    <path d="M92 22v22M104 22v22M116 22v22M128 22v22" stroke="${main}" stroke-opacity=".35" stroke-width="3"/>
    <path d="M80 142c4-18 22-28 44-20-2 30-18 44-36 46-6-8-9-16-8-26z" fill="${trim}" opacity=".85"/>
    <path d="M172 136l22 10c24 10 22 42-4 42h-12c-16-14-18-36-6-52z" fill="${trim}" opacity=".85"/>
    <path d="M82 66h60M82 78h60" stroke="${trim}" stroke-width="5"/>`,
  cap: ({ main, trim, sole }) => `<ellipse cx="168" cy="172" rx="112" ry="7" fill="#1f2421" opacity=".13"/>
    <path d="M70 140c-6-56 28-96 82-96 50 0 82 36 82 92z" fill="${main}"/>
    <path d="M150 44c-26 22-36 56-34 96" fill="none" stroke="#1f2421" stroke-opacity=".25" stroke-width="3"/>
    <path d="M154 44c30 20 42 54 42 94" fill="none" stroke="#1f2421" stroke-opacity=".25" stroke-width="3"/>
    <circle cx="152" cy="43" r="6" fill="${trim}"/>
    <path d="M68 128c54 12 112 12 168 0l2 18c-56 12-114 12-170 0z" fill="${sole}"/>
    <path d="M150 148c44 0 100-14 128 4 8 6 4 14-6 14-44-2-86 8-122 4-28-4-60-10-82-24 26 4 54 4 82 2z" fill="${main}"/>
    <path d="M150 170c36 4 78-6 122-4 10 0 14-8 6-14" fill="none" stroke="${trim}" stroke-width="3" stroke-linecap="round"/>
    <path d="M100 116c6-28 20-44 40-54" fill="none" stroke="#fff" stroke-opacity=".16" stroke-width="8" stroke-linecap="round"/>`,
};

export const drawingOf = ({ drawing, colours, item_name }) =>
  `<svg class="drawing" viewBox="0 0 320 210" role="img" aria-label="${item_name}" style="background:${colours.ground}">${DRAWINGS[drawing](colours)}</svg>`;
