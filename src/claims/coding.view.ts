/** Service lines, claims and documentation as they are answered: codes with our label, and findings with their sentence. */
import { codesOn, sayCoding, sayEdit, whatToDo, type Checked, type ClaimFinding, type Coded, type CodingFinding, type DocumentationCheck, type OpenLine, type ServiceLine } from '../../machines/coding';
import type { PlainDate } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import type { CodeDescriptors } from './code-descriptors';

export class CodingView {
  private readonly labels: Readonly<Record<string, { readonly label: string }>>;

  constructor(dateOfService: PlainDate, private readonly descriptors: CodeDescriptors) {
    const file = codesOn(dateOfService);
    this.labels = isRejection(file) ? {} : file.codes;
  }

  coded({ lines, held, notBilled, sessions, findings }: Coded) {
    return {
      lines: lines.map((line) => this.line(line)), held: held.map((line) => this.open(line)), notBilled: notBilled.map((line) => this.open(line)), sessions,
      findings: findings.map(findingView),
    };
  }

  checked({ result, findings, documentation }: Checked) {
    return { result, findings: findings.map(claimFindingView), documentation };
  }

  documentation({ codes, isNotAssessed, findings }: DocumentationCheck) {
    return {
      codes: codes.map(({ codes: named, ...rest }) => ({ codes: named.map((code) => this.named(code)), ...rest })), notAssessed: isNotAssessed,
      findings: findings.map(findingView),
    };
  }

  private line({ code, ...rest }: ServiceLine) {
    return { ...this.named(code), ...rest };
  }

  private open({ codes, ...rest }: OpenLine) {
    return { codes: codes.map((code) => this.named(code)), ...rest };
  }

  private named(code: string) {
    const descriptor = this.descriptors[code];
    return { code, label: this.labels[code]?.label ?? '', ...(descriptor !== undefined && { descriptor }) };
  }
}

function findingView(finding: CodingFinding) {
  return { ...finding, text: sayCoding(finding) };
}

function claimFindingView(finding: ClaimFinding) {
  return { ...finding, text: sayEdit(finding), toDo: whatToDo(finding.kind) };
}
