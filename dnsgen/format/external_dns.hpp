/// @file
/// Custom resources that external-dns reads in a Kubernetes cluster.
/// Spec: externaldns.k8s.io/v1alpha1, DNSEndpoint.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

Result<void> add_external_dns(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format
