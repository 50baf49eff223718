import { EthogramProvider, Segment, useEthogram, useMetric, useSegment, useSegments } from 'ethogram/react';
import { lazy, StrictMode, Suspense } from 'react';

const Looks = () => {
  const ethogram = useEthogram();
  const isKeen = useSegment('keen');
  const segments = useSegments();
  const looks = useMetric('looks');
  return (
    <section>
      <p id="now">{isKeen ? 'in' : 'out'}</p>
      <p id="list" style={{ height: 20 }}>
        {[...segments].join(' ')}
      </p>
      <p id="metric">{String(looks)}</p>
      <Segment id="keen" fallback={<p id="not-yet">Not yet</p>}>
        <p id="only">Only for the keen</p>
      </Segment>
      <button id="look" type="button" onClick={() => ethogram.track('look')}>
        Look
      </button>
    </section>
  );
};

const Welcome = ({ name }) => (
  <Segment id="returning" css fallback={<p id={`${name}-new`}>Hello</p>}>
    <p id={`${name}-back`}>Welcome back</p>
  </Segment>
);

const Inner = () => (
  <>
    <Welcome name="late" />
    <Looks />
  </>
);

/** `wait`: what the lazy half of the page waits for. */
export const createApp = (wait) => {
  const Late = lazy(async () => {
    await wait();
    return { default: Inner };
  });
  return ({ ethogram, head }) => (
    <html lang="en" suppressHydrationWarning>
      <head>
        <title>React</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the inline snippet, as a site pastes it */}
        <script suppressHydrationWarning dangerouslySetInnerHTML={{ __html: head }} />
      </head>
      <body>
        <StrictMode>
          <EthogramProvider ethogram={ethogram}>
            <Welcome name="early" />
            <Suspense fallback={<p id="waiting">…</p>}>
              <Late />
            </Suspense>
          </EthogramProvider>
        </StrictMode>
      </body>
    </html>
  );
};
