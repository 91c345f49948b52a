#include "format/output.hpp"

namespace fingerpost::format {

void leave_out(
    Output& out, std::string_view comment, const zone::Record& record, std::string_view why
) {
    std::string note = "left out: " + record.owner;
    note.append(" ").append(record.type).append(" ").append(record.data);
    note.append(": ").append(why);
    if (!comment.empty()) out.text.append(comment).append(note).append("\n");
    out.notes.push_back(std::move(note));
}

} // namespace fingerpost::format
