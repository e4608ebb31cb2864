"""What a second person looks for before donors read a report."""

POINTS = (
    "Nobody in the text or the pictures can be recognised who has not agreed to it.",
    "No survivor is named, shown or described so that somebody could know them.",
    "No child is named, and no picture of a child says who or where the child is.",
    "Names of people are changed where that was promised, and the report says so.",
    "No school, village or house can be found from what the report says; places are provinces.",
    "The pictures show people with dignity: nobody is shamed, and nothing is staged as if real.",
    "Nothing in it could put the partner, its staff or the families they visit in danger.",
    "The figures are plausible, and the texts say no more than they do.",
)
