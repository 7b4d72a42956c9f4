/**
 * The exact pages of a PDF, one at a time, drawn by the browser itself from the bytes that the service answered. The text of the page stands
 * below for who does not see the drawing, and the file can be taken away. Loaded only where a PDF is shown.
 */
import { ActionIcon, Box, Group, NumberInput, Stack, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useElementSize } from '@mantine/hooks';
import './pdf-pages.css';
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy, type RenderTask } from 'pdfjs-dist';
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { Loading } from './loading';
import { ProblemNote } from './problem-note';

GlobalWorkerOptions.workerSrc = worker;

const ZOOMS = [1, 1.5, 2, 3] as const;
/** Sharp on dense screens, and never a drawing that a browser cannot hold. */
const PIXELS_PER_POINT_MAX = 3;

interface Props {
  readonly bytes: ArrayBuffer;
  readonly name: string;
  /** From 1. */
  readonly page: number;
  readonly onPage: (page: number) => void;
}

export function PdfPages({ bytes, name, page, onPage }: Props) {
  const { document, problem } = useDocument(bytes);
  const [zoom, setZoom] = useState(0);
  if (problem !== undefined) return <ProblemNote problem={problem} title="The pages cannot be drawn here: take the file" />;
  if (document === undefined) return <Loading what="the pages" />;
  const pages = document.numPages;
  const shown = Math.min(Math.max(page, 1), pages);
  return (
    <Stack gap="xs">
      <Group gap="xs" wrap="wrap" role="toolbar" aria-label={`Pages of ${name}`}>
        <ActionIcon variant="default" size="lg" aria-label="Previous page" disabled={shown <= 1} onClick={() => onPage(shown - 1)}><IconChevronLeft size={18} aria-hidden /></ActionIcon>
        <Group gap={6} wrap="nowrap">
          <Text size="sm">Page</Text>
          <NumberInput aria-label="Page" w={64} min={1} max={pages} value={shown} hideControls onChange={(value) => { if (typeof value === 'number' && value >= 1 && value <= pages) onPage(value); }} />
          <Text size="sm" className="tabular">of {pages}</Text>
        </Group>
        <ActionIcon variant="default" size="lg" aria-label="Next page" disabled={shown >= pages} onClick={() => onPage(shown + 1)}><IconChevronRight size={18} aria-hidden /></ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label="Smaller" disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}><IconZoomOut size={18} aria-hidden /></ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label="Larger" disabled={zoom === ZOOMS.length - 1} onClick={() => setZoom(zoom + 1)}><IconZoomIn size={18} aria-hidden /></ActionIcon>
      </Group>
      <Page document={document} page={shown} name={name} zoom={ZOOMS[zoom] ?? 1} />
    </Stack>
  );
}

function useDocument(bytes: ArrayBuffer): { readonly document?: PDFDocumentProxy; readonly problem?: unknown } {
  const [opened, setOpened] = useState<{ readonly document?: PDFDocumentProxy; readonly problem?: unknown }>({});
  useEffect(() => {
    let isGone = false;
    // The worker takes what it is given: a copy leaves the bytes for the next one.
    const task = getDocument({ data: new Uint8Array(bytes.slice(0)), useSystemFonts: false, isEvalSupported: false });
    task.promise.then((document) => { if (!isGone) setOpened({ document }); }, (problem: unknown) => { if (!isGone) setOpened({ problem }); });
    return () => {
      isGone = true;
      void task.destroy();
    };
  }, [bytes]);
  return opened;
}

function Page({ document, page, name, zoom }: { readonly document: PDFDocumentProxy; readonly page: number; readonly name: string; readonly zoom: number }) {
  const { ref, width } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<{ readonly page: number; readonly text: string; readonly document: PDFDocumentProxy }>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    if (width === 0) return undefined;
    let isGone = false;
    let task: RenderTask | undefined;
    const draw = async (): Promise<void> => {
      const found = await document.getPage(page);
      const surface = canvas.current;
      if (isGone || surface === null) return;
      const unscaled = found.getViewport({ scale: 1 });
      const shownWidth = width * zoom;
      const scale = Math.min((shownWidth * (globalThis.devicePixelRatio || 1)) / unscaled.width, PIXELS_PER_POINT_MAX * zoom);
      const viewport = found.getViewport({ scale });
      surface.width = Math.floor(viewport.width);
      surface.height = Math.floor(viewport.height);
      surface.style.width = `${shownWidth}px`;
      task = found.render({ canvas: surface, viewport });
      await task.promise;
      const { items } = await found.getTextContent();
      if (!isGone) setDrawn({ page, document, text: items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('') });
    };
    draw().catch((failed: unknown) => { if (!isGone) setProblem(failed); });
    return () => {
      isGone = true;
      task?.cancel();
    };
  }, [document, page, width, zoom]);
  const isDrawn = drawn?.page === page && drawn.document === document;
  return (
    <Box ref={ref} w="100%">
      {problem !== undefined && <ProblemNote problem={problem} title="This page cannot be drawn here" />}
      <div className="scrolls" tabIndex={0} role="region" aria-label={`Page ${page} of ${name}`}>
        <canvas ref={canvas} role="img" aria-label={`Page ${page} of ${name}, drawn`} data-page={isDrawn ? page : undefined} className="pdf-page" />
      </div>
      <details>
        <summary>Text of page {page}</summary>
        <Text component="pre" size="sm" className="pdf-text">{isDrawn ? drawn.text : ''}</Text>
      </details>
    </Box>
  );
}
