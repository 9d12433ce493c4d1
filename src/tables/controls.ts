/** A hardening control and the requirements it serves; frameworks without an entry are left out. */
export interface ControlRow {
  id: string;
  title: string;
  frameworks: { [framework: string]: readonly string[] };
}

export const controls: readonly ControlRow[] = [
  {
    id: "aws-k8s-01",
    title: "Private cluster API endpoint",
    frameworks: {
      "NIST SP 800-53 rev5": ["AC-17", "SC-7", "SC-8"],
      "ISO/IEC 27001:2022": ["A.8.20", "A.8.22"],
      "ISO/IEC 27017:2015": ["CLD.13.1.4"],
      "NIST SP 800-190": ["§4.4.1"],
      "NSA/CISA Kubernetes Hardening Guide v1.2": ["§2 (Network separation)"],
    },
  },
  {
    id: "aws-k8s-02",
    title: "EKS Pod Identity associations with least privilege",
    frameworks: {
      "NIST SP 800-53 rev5": ["IA-2", "AC-6", "IA-5"],
      "ISO/IEC 27001:2022": ["A.5.15", "A.5.18"],
      "NIST SP 800-190": ["§4.4.2"],
      "NSA/CISA Kubernetes Hardening Guide v1.2": ["§4 (IAM/RBAC)"],
    },
  },
  {
    id: "aws-k8s-03",
    title: "Customer-managed KMS envelope encryption of Secrets",
    frameworks: {
      "CIS Kubernetes Benchmark v1.11.0": ["§1.2 (etcd encryption)"],
      "NIST SP 800-53 rev5": ["SC-28", "IA-5"],
      "ISO/IEC 27001:2022": ["A.8.24", "A.8.10"],
      "NIST SP 800-190": ["§4.3.2"],
      "NSA/CISA Kubernetes Hardening Guide v1.2": ["§5 (Secrets)"],
    },
  },
  {
    id: "aws-k8s-04",
    title: "Control-plane logging, all five types",
    frameworks: {
      "CIS Kubernetes Benchmark v1.11.0": ["§1.2.22 (audit policy)"],
      "NIST SP 800-53 rev5": ["AU-2", "AU-12", "SI-4"],
      "ISO/IEC 27001:2022": ["A.8.15", "A.8.16"],
      "ISO/IEC 27017:2015": ["CLD.12.4.5"],
      "NIST SP 800-190": ["§4.4.3"],
      "NSA/CISA Kubernetes Hardening Guide v1.2": ["§6 (Audit logging)"],
    },
  },
  {
    id: "aws-k8s-05",
    title: "IMDSv2 required and hop limit 1 on nodes",
    frameworks: {
      "CIS Kubernetes Benchmark v1.11.0": ["§4.2 (kubelet/node config)"],
      "NIST SP 800-53 rev5": ["AC-3", "AC-6", "SC-7"],
      "ISO/IEC 27001:2022": ["A.8.20", "A.5.15"],
      "ISO/IEC 27017:2015": ["CLD.9.5.2"],
      "NIST SP 800-190": ["§4.4.4"],
      "NSA/CISA Kubernetes Hardening Guide v1.2": ["§4 (Worker node hardening)"],
    },
  },
  {
    id: "aws-k8s-06",
    title: "Access entries and node security-group segmentation",
    frameworks: {
      "CIS Kubernetes Benchmark v1.11.0": ["§5.1 (RBAC)"],
      "NIST SP 800-53 rev5": ["AC-2", "AC-3", "AC-6"],
      "ISO/IEC 27001:2022": ["A.5.15", "A.5.16", "A.5.18"],
      "NIST SP 800-190": ["§4.4.2"],
      "NSA/CISA Kubernetes Hardening Guide v1.2": ["§4 (IAM/RBAC)"],
    },
  },
  {
    id: "aws-k8s-07",
    title: "Hardened node operating system (Bottlerocket first)",
    frameworks: {
      "CIS Kubernetes Benchmark v1.11.0": ["§4.1 (worker node config)"],
      "NIST SP 800-53 rev5": ["SI-2", "SI-7", "CM-6"],
      "ISO/IEC 27001:2022": ["A.8.8", "A.8.9"],
      "ISO/IEC 27017:2015": ["CLD.9.5.2"],
      "NIST SP 800-190": ["§4.4 (Container runtime hardening)"],
      "NSA/CISA Kubernetes Hardening Guide v1.2": ["§4 (Worker node security)"],
    },
  },
  {
    id: "aws-k8s-08",
    title: "Pod Security Standards enforced per namespace",
    frameworks: {
      "CIS Kubernetes Benchmark v1.11.0": ["§5.2 (Pod security)"],
      "NIST SP 800-53 rev5": ["CM-6", "AC-6", "SI-3"],
      "ISO/IEC 27001:2022": ["A.8.9", "A.8.28"],
      "ISO/IEC 27017:2015": ["CLD.6.3.1"],
      "NIST SP 800-190": ["§4.2"],
      "NSA/CISA Kubernetes Hardening Guide v1.2": ["§3 (Pod security)"],
    },
  },
  {
    id: "aws-k8s-09",
    title: "Default-deny NetworkPolicy with an enforcing CNI",
    frameworks: {
      "CIS Kubernetes Benchmark v1.11.0": ["§5.3 (Network policies)"],
      "NIST SP 800-53 rev5": ["SC-7", "SC-5", "AC-4"],
      "ISO/IEC 27001:2022": ["A.8.20", "A.8.22"],
      "ISO/IEC 27017:2015": ["CLD.9.5.1"],
      "NIST SP 800-190": ["§4.4.1"],
      "NSA/CISA Kubernetes Hardening Guide v1.2": ["§2 (Network separation)"],
    },
  },
  {
    id: "aws-k8s-10",
    title: "EKS-managed add-on lifecycle",
    frameworks: {
      "NIST SP 800-53 rev5": ["SI-2", "CM-7"],
      "ISO/IEC 27001:2022": ["A.8.8", "A.8.32"],
      "ISO/IEC 27017:2015": ["CLD.9.5.2"],
      "NIST SP 800-190": ["§4.1 (Image risks)"],
      "NSA/CISA Kubernetes Hardening Guide v1.2": ["§7 (Patch management)"],
    },
  },
];

/** What the given controls serve, per framework, each requirement once. */
export function complianceOf(ids: readonly string[]): { [framework: string]: string[] } {
  const found: { [framework: string]: string[] } = {};
  for (const row of controls.filter(({ id }) => ids.includes(id))) {
    for (const [framework, requirements] of Object.entries(row.frameworks)) {
      found[framework] = [...new Set([...(found[framework] ?? []), ...requirements])];
    }
  }
  return found;
}
