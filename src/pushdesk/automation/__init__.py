"""What PushDesk does by itself: rules, chains and schedules."""
