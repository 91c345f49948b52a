#include "storage/check_policy_repository.hpp"

namespace fingerpost::storage {

std::vector<CheckSeverity> CheckPolicyRepository::severities() {
    const auto rows = connection_.prepare("SELECT domain, check_id, severity FROM "
                                          "fingerpost_check_severity ORDER BY check_id, domain");
    std::vector<CheckSeverity> found;
    while (rows->step())
        found.push_back(
            {std::string(rows->text(0)), std::string(rows->text(1)), std::string(rows->text(2))}
        );
    return found;
}

void CheckPolicyRepository::set(const CheckSeverity& severity) {
    auto gone = connection_.prepare(
        "DELETE FROM fingerpost_check_severity WHERE domain = ? AND check_id = ?"
    );
    gone->bind(1, severity.domain).bind(2, severity.check).step();
    if (severity.severity.empty()) return;
    auto insert = connection_.prepare(
        "INSERT INTO fingerpost_check_severity (domain, check_id, severity) VALUES (?, ?, ?)"
    );
    insert->bind(1, severity.domain).bind(2, severity.check).bind(3, severity.severity).step();
}

std::vector<CheckIgnore> CheckPolicyRepository::ignored() {
    const auto rows =
        connection_.prepare("SELECT id, domain, check_id, subject, reason, author, until_time "
                            "FROM fingerpost_check_ignore ORDER BY id");
    const auto text = [&](int column) { return std::string(rows->text(column)); };
    std::vector<CheckIgnore> found;
    while (rows->step())
        found.push_back(
            {rows->integer(0), text(1), text(2), text(3), text(4), text(5), rows->integer(6)}
        );
    return found;
}

std::int64_t CheckPolicyRepository::add(const CheckIgnore& ignore) {
    auto insert = connection_.prepare(
        "INSERT INTO fingerpost_check_ignore (domain, check_id, subject, reason, author, "
        "until_time) VALUES (?, ?, ?, ?, ?, ?)"
    );
    insert->bind(1, ignore.domain).bind(2, ignore.check).bind(3, ignore.subject);
    insert->bind(4, ignore.reason).bind(5, ignore.author).bind(6, ignore.until).step();
    return connection_.last_id();
}

Result<void> CheckPolicyRepository::remove_ignored(std::int64_t id) {
    connection_.prepare("DELETE FROM fingerpost_check_ignore WHERE id = ?")->bind(1, id).step();
    if (connection_.changed_rows() > 0) return {};
    return Error{
        Errc::not_found,
        "nothing is ignored under number " + std::to_string(id) +
            "; see: fingerpost check ignored"};
}

std::map<std::string, std::string> CheckPolicyRepository::memory(std::string_view domain) {
    const auto rows =
        connection_.prepare("SELECT name, value FROM fingerpost_check_memory WHERE domain = ?");
    rows->bind(1, domain);
    std::map<std::string, std::string> found;
    while (rows->step())
        found.emplace(rows->text(0), rows->text(1));
    return found;
}

void CheckPolicyRepository::remember(
    std::string_view domain, const std::map<std::string, std::string>& memory
) {
    connection_.prepare("DELETE FROM fingerpost_check_memory WHERE domain = ?")
        ->bind(1, domain)
        .step();
    const auto insert = connection_.prepare(
        "INSERT INTO fingerpost_check_memory (domain, name, value) VALUES (?, ?, ?)"
    );
    for (const auto& [name, value] : memory) {
        insert->bind(1, domain).bind(2, name).bind(3, value).step();
        insert->reset();
    }
}

} // namespace fingerpost::storage
