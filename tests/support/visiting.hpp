/// @file
/// Visits made by a test, of servers that show certificates of support/certificates.hpp.
#pragma once

#include "probe/visitor.hpp"
#include "support/await.hpp"
#include "support/certificates.hpp"
#include "support/scratch.hpp"

#include <chrono>

namespace fingerpost::test {

/// Trusts certificates().root and nobody else.
class Visiting {
    Scratch scratch_;

public:
    probe::VisitorSettings settings{
        .ca_file = scratch_.write("ca.pem", certificates().root.pem()).string(),
        .budget = std::chrono::milliseconds(10000),
        .hello = "probe.example.org"};

    std::string address = "127.0.0.1";

    probe::Visit visit(
        probe::Dialogue dialogue,
        probe::Protection protection,
        std::uint16_t port,
        const std::string& host = "imap.example.com"
    ) {
        const auto visitor = probe::Visitor::make(settings).value();
        return await(visitor->visit({dialogue, protection, host, address, port}));
    }
};

} // namespace fingerpost::test
